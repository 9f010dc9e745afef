import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../../src/domain/errors.ts';
import { wire } from '../registry/wire.ts';
import type { Login } from '../stage/accounts.ts';
import type { Scene, Thread } from '../stage/scene.ts';
import { LISTS, PROJECT, STAGED_CHART } from '../stage/scenery.ts';
import type { Stage } from '../stage/stage.ts';
import { fixTitle, isPromotionOf, type ReleasePlan, tagsOf } from './release-plan.ts';
import type { Sight } from './sight.ts';
import type { Turn } from './turn.ts';

interface Part {
  readonly stage: Stage;
  readonly plan: ReleasePlan;
  readonly scene: Scene;
  readonly issue: Thread;
  /** Everything that Ringmaster has written on the issue. */
  readonly text: string;
  readonly turn: Turn;
}

/** What people do when they read something, and again when it still stands there much later. */
interface Habit {
  readonly reads: RegExp;
  readonly does: (part: Part) => Promise<unknown>;
  /** When it is done again although it still stands there, in milliseconds. */
  readonly again?: number;
}

const HABITS: Readonly<Record<string, Habit>> = {
  // Every question is answered by a comment, and so by one more thing to be done once.
  // After the end nobody answers any more, so that nobody asks shortly before it.
  'asks for help': {
    reads: /^(?![\s\S]*Ring 3 of 3)/,
    does: (part) => says(part, 'bob', '/release help'),
    again: 8000,
  },
  'merges the fix': {
    reads: /fix ready/,
    async does({ stage, scene, plan }) {
      const fix = scene.threads.find(
        ({ title, diff, state }) =>
          title === fixTitle(plan) && diff !== undefined && state === 'open',
      );
      if (fix !== undefined) await stage.person('alice').merge(PROJECT, fix.number);
    },
  },
  'cuts a candidate': {
    reads: /has the fix: an owner says/,
    does: (part) => says(part, 'alice', '/rc'),
  },
  agrees: {
    reads: /[01] of 2 owners/,
    async does(part) {
      await says(part, 'mallory', '/lgtm');
      await says(part, 'bob', '/lgtm tried it');
      await says(part, 'carol', '/lgtm');
    },
  },
  'signs the tags': { reads: /has not been pushed yet/, does: signTags },
  'confirms the chart': {
    reads: /does not say which commit it was built from/,
    async does(part) {
      const digest = await chartDigest(part.stage, part.plan.chart);
      await says(part, 'carol', `/confirm chart ${digest.slice(0, 'sha256:'.length + 12)}`);
    },
  },
  'merges the promotion': {
    reads: /waits for a review/,
    async does({ stage, scene, plan }) {
      const pull = scene.threads.find(
        ({ repository, title, state }) =>
          repository === LISTS && isPromotionOf(plan, title) && state === 'open',
      );
      if (pull !== undefined) await stage.person('reviewer').merge(LISTS, pull.number);
    },
  },
  'publishes the release': {
    reads: /draft \[v/,
    does: (part) => says(part, 'alice', '/approve github-release'),
  },
};

/** Between two looks, and until somebody does again what has not helped. */
const LOOK = 500;
const AGAIN = 20_000;

/**
 * Takes a release from the proposal to its end as people do: they read the issue,
 * and do what it asks for. They are patient, and have no idea that anything is wrong.
 * @returns once the issue is closed, or nobody waits for it any more.
 */
export async function release(
  stage: Stage,
  plan: ReleasePlan,
  {
    sight,
    turn,
    signal,
  }: { readonly sight: Sight; readonly turn: Turn; readonly signal: AbortSignal },
): Promise<void> {
  const { wish } = plan;
  const alice = stage.person('alice');
  const proposal = await alice.openIssue({ title: `Time for ${wish}?`, body: 'It is time.' });
  await alice.say(proposal, `/release new ${wish}`);
  const done = new Map<string, number>();
  while (!signal.aborted) {
    await sleep(LOOK);
    const { scene } = sight;
    const issue = issueOf(scene, plan);
    if (issue?.state === 'closed') break;
    if (issue !== undefined)
      await react({ stage, plan, scene, issue, text: written(issue), turn }, done);
  }
  turn.release(plan);
}

async function react(part: Part, done: Map<string, number>): Promise<void> {
  if (isPromoted(part)) part.turn.release(part.plan);
  for (const [name, { reads, does, again = AGAIN }] of Object.entries(HABITS)) {
    const key = name === 'agrees' ? `${name} to ${candidateIn(part.text)}` : name;
    const since = performance.now() - (done.get(key) ?? Number.NEGATIVE_INFINITY);
    if (!reads.test(part.text) || since < again) continue;
    done.set(key, performance.now());
    // Whatever was in the way, people look again later.
    await does(part).catch((error: unknown) => part.turn.complain(`${name}: ${messageOf(error)}`));
  }
}

/** The issue that tracks a release; the oldest, should there be several. */
export function issueOf({ threads }: Scene, { title }: ReleasePlan): Thread | undefined {
  return threads.find(
    (each) =>
      each.repository === PROJECT && each.diff === undefined && each.title === `Release ${title}`,
  );
}

function written({ body, comments }: Thread): string {
  const ours = comments.filter(({ author }) => author.endsWith('[bot]'));
  return [body, ...ours.map((comment) => comment.body)].join('\n');
}

function candidateIn(text: string): string {
  return /· (rc\d+)/.exec(text)?.[1] ?? '';
}

async function says({ stage, issue }: Part, who: Login, text: string): Promise<void> {
  await stage.person(who).say(issue.number, text);
}

/** What is promoted at the same time would conflict in the list: one after the other. */
async function signTags({ stage, plan, scene, text, turn }: Part): Promise<void> {
  const commit = /git tag -a -s \S+ ([0-9a-f]{7,40})/.exec(text)?.[1];
  if (commit === undefined || !turn.take(plan)) return;
  const pulls = scene.threads.filter(
    (each) => each.repository === PROJECT && each.diff !== undefined,
  );
  const message = pulls.map(({ number, title }) => `- ${title} (#${number})`).join('\n');
  const missing = tagsOf(plan).filter((name) => text.includes(`git push origin ${name}`));
  await stage
    .person('bob')
    .pushTags(missing.map((name) => ({ name, commit, message: `Changes\n\n${message}` })));
}

function isPromoted({ scene, plan }: Part): boolean {
  return scene.threads.some(
    ({ repository, title, state }) =>
      repository === LISTS && isPromotionOf(plan, title) && state === 'merged',
  );
}

async function chartDigest({ staging }: Stage, version: string): Promise<string> {
  const { headers, body } = await wire(staging, STAGED_CHART).send({
    method: 'HEAD',
    rest: `manifests/${version}`,
    headers: { accept: 'application/vnd.oci.image.manifest.v1+json' },
  });
  await body.dump();
  return String(headers['docker-content-digest']);
}
