/** A release that people want. */
export interface ReleasePlan {
  /** As it is asked for: `v0.1.0`, `chart/0.1.1`. */
  readonly wish: string;
  /** As its issue calls it. */
  readonly title: string;
  readonly image: string | undefined;
  readonly chart: string;
}

/** Round after round, images with their chart and a chart alone are released at the same time. */
export function plansOf(round: number): readonly ReleasePlan[] {
  const both = `0.${round}.0`;
  const alone = `0.${round}.1`;
  return [
    { wish: `v${both}`, title: `v${both} + chart/${both}`, image: both, chart: both },
    { wish: `chart/${alone}`, title: `chart/${alone}`, image: undefined, chart: alone },
  ];
}

export function tagsOf({ image, chart }: ReleasePlan): readonly string[] {
  return [...(image === undefined ? [] : [`v${image}`]), `chart/${chart}`];
}

/** The pull request that brings the chart in line with the images. */
export function fixTitle({ image }: ReleasePlan): string | undefined {
  return image === undefined ? undefined : `Set appVersion to v${image}`;
}

export function isPromotionOf({ image, chart }: ReleasePlan, title: string): boolean {
  const [, tags = ''] = /^Image promotion for dra-example-driver (.+)$/.exec(title) ?? [];
  const expected = [...(image === undefined ? [] : [`v${image}`]), chart];
  return tags.split(' / ').toSorted().join() === expected.toSorted().join();
}
