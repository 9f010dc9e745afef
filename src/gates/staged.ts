import { z } from 'zod';
import { list, say } from '../domain/prose.ts';
import { fail, gravest } from '../domain/verdict.ts';
import { inspect } from '../images/inspect.ts';
import { parseReference } from '../images/reference.ts';
import { defineGate } from '../plugin/gate.ts';
import { groupOrUsual, REGISTRIES } from '../plugin/options.ts';
import type { Ports } from '../plugin/ports.ts';
import { type ReleaseView, staged } from '../plugin/release-view.ts';
import { confirmationsOf, notCounted } from './staged/confirmations.ts';
import { expectedOf } from './staged/expected.ts';
import { describeImage, judgeImage, keyOf, type StagedImage } from './staged/judge-image.ts';

const options = z.object({
  ...REGISTRIES,
  'confirmed-by': groupOrUsual().describe(
    'The group whose members may `/confirm` what does not say which commit it was built from. Default: `owners`, or the only group of the process.',
  ),
});

/** Opens when every image and chart is staged, complete, and built from the approved commit. */
export default defineGate({
  name: 'staged',
  verb: 'check',
  title: 'Every image and chart is staged with all its platforms, built from the approved commit',
  options,

  async observe(
    release,
    written,
    { registry, publicRegistry, groups }: Pick<Ports, 'registry' | 'publicRegistry' | 'groups'>,
  ) {
    const images = await Promise.all(
      staged(release.release.artifacts).map(async (artifact): Promise<StagedImage> => {
        const reference = parseReference(artifact.image);
        const found = await inspect(reference, registry);
        const subject = { artifact, reference, found };
        const expected = await expectedOf(subject, written, publicRegistry);
        return { name: artifact.name, reference: artifact.image, image: found, expected };
      }),
    );
    const confirmations = await confirmationsOf(release, written, groups);
    const forgotten = images.flatMap(({ name }) => (isForgotten(release, name) ? name : []));
    return { images, confirmations, commit: release.candidate.commit, forgotten };
  },

  judge({ images, confirmations, commit, forgotten }) {
    if (images.length === 0) return fail(say`no artifact of this release is an image or chart`);
    const verdicts = images.map((image) => judgeImage(image, { commit, confirmations, forgotten }));
    const state = gravest(verdicts.map((verdict) => verdict.state));
    const apart = confirmations === undefined ? [] : notCounted(confirmations);
    return {
      state,
      reason: list(
        verdicts.filter((verdict) => verdict.state === state).map(({ reason }) => reason),
      ),
      evidence: [
        { title: say`Images and charts`, lines: images.flatMap(describeImage) },
        ...(apart.length === 0 ? [] : [{ title: say`Not counted`, lines: apart }]),
      ],
      advice: verdicts.flatMap(({ advice = [] }) => advice),
      facts: verdicts.flatMap(({ facts = [] }) => facts),
      awaitsMachine: verdicts.some((verdict) => verdict.state === 'pending'),
    };
  },
});

/** Whether what is known of an artifact begins after a gap in the record. */
function isForgotten({ facts, gapUntil }: ReleaseView, name: string): boolean {
  const pinned = facts.get(keyOf(name));
  return gapUntil !== undefined && (pinned === undefined || pinned.at >= gapUntil);
}
