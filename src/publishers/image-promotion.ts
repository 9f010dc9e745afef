import { z } from 'zod';
import { RingmasterError } from '../domain/errors.ts';
import type { Placement } from '../domain/placement.ts';
import { code, codes, say } from '../domain/prose.ts';
import { fail, pass, pending } from '../domain/verdict.ts';
import { addToList } from '../images/list/add-to-list.ts';
import { REGISTRIES } from '../plugin/options.ts';
import type { Ports } from '../plugin/ports.ts';
import type { Target } from '../plugin/proposals.ts';
import { definePublisher } from '../plugin/publisher.ts';
import type { ReleaseView } from '../plugin/release-view.ts';
import { toMarkdown } from '../show/markdown.ts';
import { type Addition, additionsOf } from './image-promotion/additions.ts';
import { afterMerge } from './image-promotion/after-merge.ts';
import { proofOf, wronglyServed } from './image-promotion/availability.ts';
import { beforeMerge } from './image-promotion/before-merge.ts';
import { asListed, listState } from './image-promotion/list-state.ts';
import { proposalBody, proposalTitle } from './image-promotion/words.ts';

const options = z.object({
  to: z
    .string()
    .regex(/^[\w.-]+\/[\w.-]+$/, 'a repository such as "kubernetes/k8s.io"')
    .describe('The repository that holds the image list.'),
  path: z
    .string()
    .min(1)
    .optional()
    .describe('The list. Default: where kubernetes/k8s.io keeps the one of this staging registry.'),
  ...REGISTRIES,
  job: z
    .string()
    .min(1)
    .default('post-k8sio-image-promo')
    .describe('The status that the promotion job sets on the merge commit.'),
});

type Options = z.output<typeof options>;
type PromotionPorts = Pick<Ports, 'proposals' | 'publicRegistry'>;

/** Adds the approved digests to the image list of a k8s.io-style repository by a pull request, and waits for production. */
export default definePublisher({
  name: 'image-promotion',
  verb: 'publish',
  title:
    'Promotes staged images and charts by a pull request on an image list, and waits until production serves them',
  class: 'natural-key',
  options,

  async look(release, wanted, ports: PromotionPorts): Promise<Placement> {
    const promotion = promotionFor(release, wanted);
    if (promotion.additions.length === 0)
      return { state: 'unknown', reason: say`no artifact of this release is an image or chart` };
    const view = await ports.proposals.look(promotion.target, promotion);
    const base = listState(view.base.file?.text, promotion.additions);
    if (base.says === 'other')
      return { state: 'different', reason: say`the list says otherwise: ${base.reason}` };
    if (base.says === 'all') return afterMerge(view, { ...promotion, job: wanted.job }, ports);
    return beforeMerge(view, promotion.additions, ports);
  },

  async publish(release, wanted, { proposals }: Pick<Ports, 'proposals'>) {
    const { target, path, branch, additions } = promotionFor(release, wanted);
    const view = await proposals.look(target, { branch, path });
    const { text: content } = addToList(view.base.file?.text ?? '', asListed(additions));
    const title = proposalTitle(release, additions);
    const body = proposalBody(release, additions);
    await proposals.propose(target, { branch, path, content, title, body }, view);
  },

  async verify(release, wanted, { publicRegistry }: Pick<Ports, 'publicRegistry'>) {
    const proofs = await proofOf(additionsOf(release, wanted), publicRegistry);
    const wrong = wronglyServed(proofs);
    if (wrong !== undefined) return fail(wrong);
    const lines = proofs.map(
      ({ reference, addition }) => say`${code(reference)} ${code(addition.digest)}`,
    );
    const evidence = [{ title: say`Served by production`, lines }];
    const late = proofs.filter(({ found, missing }) => found === undefined || missing.length > 0);
    if (late.length > 0)
      return pending(
        say`${codes(late.map(({ reference }) => reference))} cannot be pulled completely yet`,
        { evidence },
      );
    return pass(
      say`${codes(proofs.map(({ reference }) => reference))} can be pulled, with the approved digests`,
      { evidence },
    );
  },

  async hold({ release, options: wanted, ports, because }) {
    const { target, proposal } = await proposalFor(release, wanted, ports);
    // What is merged cannot be held any more.
    if (proposal?.state === 'open')
      await ports.proposals.hold(target, proposal, toMarkdown(because, release));
  },

  async resume({ release, options: wanted, ports, because }) {
    const { target, proposal } = await proposalFor(release, wanted, ports);
    if (proposal?.state === 'open')
      await ports.proposals.resume(target, proposal, toMarkdown(because, release));
  },
});

interface Promotion {
  readonly target: Target;
  readonly path: string;
  readonly branch: string;
  readonly additions: readonly Addition[];
}

function promotionFor(release: ReleaseView, wanted: Options): Promotion {
  const [owner = '', name = ''] = wanted.to.split('/');
  const additions = additionsOf(release, wanted);
  const path = wanted.path ?? defaultPath(additions);
  return { target: { owner, name }, path, branch: release.branch, additions };
}

function defaultPath(additions: readonly Addition[]): string {
  const project = additions[0]?.promotion.project;
  if (project !== undefined) return `registry.k8s.io/images/k8s-staging-${project}/images.yaml`;
  throw new RingmasterError(
    'artifact-invalid',
    'it is not known which list these images belong into',
    {
      advice: 'Name it with "path:" in the process file',
    },
  );
}

async function proposalFor(
  release: ReleaseView,
  wanted: Options,
  { proposals }: Pick<Ports, 'proposals'>,
) {
  const { target, branch, path } = promotionFor(release, wanted);
  const { proposal } = await proposals.look(target, { branch, path });
  return { target, proposal };
}
