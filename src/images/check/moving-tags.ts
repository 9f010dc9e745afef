import { isImageTag } from '../reference.ts';
import { entriesByImage } from './by-image.ts';
import type { Finding } from './finding.ts';
import { tagged } from './names.ts';
import { seriesOn } from './series.ts';
import type { WrittenEntry, WrittenList } from './written-list.ts';

const LATEST = /^(?:.*[-_.])?latest(?:[-_.].*)?$/;
const BRANCH = /^(?:release|rel|branch|stable)[-_.]?v?[0-9]+(?:[-_.][0-9]+)?$/;

/**
 * Tags that are meant to be moved from image to image, although what is promoted stays
 * what it is: `latest`, `main`, `release-1.30`, and `v0.1` beside `v0.1.0`.
 */
export function movingTagFindings({ images }: WrittenList): Finding[] {
  return [...entriesByImage(images)].flatMap(([image, entries]) =>
    entries.flatMap((entry) => entryFindings(image, entry)),
  );
}

function entryFindings(image: string, { digest, tags }: WrittenEntry): Finding[] {
  const series = seriesOn(tags);
  return tags.flatMap(({ text: tag, line }): Finding[] => {
    if (!isImageTag(tag)) return [];
    const at = { line, image, digest: digest.text, tag };
    if (LATEST.test(tag))
      return [
        {
          ...at,
          rule: 'latest-tag',
          message: `${tagged(image, tag)} is another image tomorrow, but what is promoted can never be moved`,
          advice: 'Promote the version alone.',
        },
      ];
    const reason = movingReason(tag, series);
    if (reason === undefined) return [];
    return [
      {
        ...at,
        rule: 'moving-tag',
        message: `${tagged(image, tag)} ${reason}, and can never be moved once it is promoted`,
        advice: 'Leave it out unless it is to stay on this digest for good.',
      },
    ];
  });
}

function movingReason(tag: string, series: ReadonlyMap<string, string>): string | undefined {
  if (BRANCH.test(tag)) return 'names a branch';
  if (!/[0-9]/.test(tag)) return 'names no version';
  const whole = series.get(tag);
  return whole === undefined ? undefined : `names a whole series, as ${whole} beside it shows`;
}
