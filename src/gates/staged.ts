import { z } from 'zod';
import { list, say } from '../domain/prose.ts';
import { includes, tally } from '../domain/signoff.ts';
import { fail, gravest } from '../domain/verdict.ts';
import { inspect } from '../images/inspect.ts';
import { promotionOf } from '../images/production.ts';
import { parseReference } from '../images/reference.ts';
import { defineGate } from '../plugin/gate.ts';
import type { Ports } from '../plugin/ports.ts';
import { type ReleaseView, staged } from '../plugin/release-view.ts';
import { describeImage, judgeImage, type StagedImage } from './staged/judge-image.ts';
import { predecessorOf } from './staged/predecessor.ts';

type StagedPorts = Pick<Ports, 'registry' | 'publicRegistry' | 'groups'>;
type StagedArtifact = ReturnType<typeof staged>[number];

const options = z.object({
  at: z
    .string()
    .min(1)
    .optional()
    .describe(
      'The production registry and project, such as `registry.k8s.io/app`. Default: where kubernetes/k8s.io puts what stands in this staging registry.',
    ),
});

/** Opens when every image and chart is staged, complete, and built from the approved commit. */
export default defineGate({
  name: 'staged',
  verb: 'check',
  title: 'Every image and chart is staged with all its platforms, built from the approved commit',
  options,

  async observe(release, { at }, ports: StagedPorts) {
    const confirmed = await confirmedDigests(release, ports);
    const images = await Promise.all(
      staged(release.release.artifacts).map(async (artifact): Promise<StagedImage> => {
        const found = await lookAt(artifact, { at, ports });
        return { ...found, name: artifact.name, reference: artifact.image, confirmed };
      }),
    );
    return { images, commit: release.candidate.commit };
  },

  judge({ images, commit }) {
    if (images.length === 0) return fail(say`no artifact of this release is an image or chart`);
    const verdicts = images.map((image) => judgeImage(image, commit));
    const state = gravest(verdicts.map((verdict) => verdict.state));
    return {
      state,
      reason: list(
        verdicts.filter((verdict) => verdict.state === state).map(({ reason }) => reason),
      ),
      evidence: [{ title: say`Images and charts`, lines: images.flatMap(describeImage) }],
      advice: verdicts.flatMap(({ advice = [] }) => advice),
      facts: verdicts.flatMap(({ facts = [] }) => facts),
    };
  },
});

async function lookAt(
  { image, version, platforms }: StagedArtifact,
  { at, ports }: { readonly at: string | undefined; readonly ports: StagedPorts },
): Promise<Pick<StagedImage, 'image' | 'platforms' | 'asBefore'>> {
  const reference = parseReference(image);
  const found = await inspect(reference, ports.registry);
  const production = promotionOf(reference, { at })?.at;
  if (platforms !== undefined || found?.kind !== 'index' || production === undefined)
    return { image: found, platforms: platforms ?? [], asBefore: undefined };
  const tag = reference.tag ?? '';
  const before = await predecessorOf(production, { tag, version }, ports.publicRegistry);
  return { image: found, platforms: before?.platforms ?? [], asBefore: before?.reference };
}

/** Digests that an owner of then and now has vouched for, who did not cut the candidate. */
async function confirmedDigests(
  { signoffs, rosters, candidate }: ReleaseView,
  { groups }: Pick<Ports, 'groups'>,
): Promise<readonly string[]> {
  const confirming = signoffs.filter(({ choice }) => choice === 'confirm');
  if (confirming.length === 0) return [];
  const now = (
    await Promise.all(Object.keys(rosters).map((group) => groups.members(group)))
  ).flat();
  const atOpening = Object.values(rosters).flat();
  const rules = { candidate: candidate.n, exceptFor: candidate.cutBy, atOpening, now };
  return tally(confirming, rules)
    .counted.filter(({ by }) => includes(now, by))
    .flatMap(({ facts }) => Object.values(facts));
}
