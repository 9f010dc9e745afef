import assert from 'node:assert/strict';
import { test } from 'node:test';
import { after } from '../../src/domain/time.ts';
import { inTime } from '../../src/engine/in-time.ts';
import type { Chat } from '../../src/plugin/chat.ts';
import type { Forge, Issues, Releases } from '../../src/plugin/forge.ts';
import type { Ports } from '../../src/plugin/ports.ts';
import type { Proposal, Proposals, ProposalView } from '../../src/plugin/proposals.ts';
import { NOW, only, ports } from '../support/release.ts';

const UNTIL = after(NOW, 10_000);
const TARGET = { owner: 'acme', name: 'k8s.io' };
const PROPOSAL: Proposal = {
  id: 'P',
  number: 1,
  address: '',
  state: 'open',
  isDraft: false,
  body: '',
  mergedBy: undefined,
  mergeCommit: undefined,
};
const CHANGE = { branch: 'b', path: 'p', content: 'c', title: 't', body: 'b' };
const DRAFT = { tag: 'v1', commit: 'c', title: 't', body: 'b', prerelease: false };

/** What went through is seen by its own error. */
async function through(..._: readonly unknown[]): Promise<never> {
  throw new Error('it went through');
}

/** Ports through which everything goes, and no write after the deadline. */
function doorsAt(now: string): Ports {
  const issues = only<Issues>('issues', {
    open: through,
    edit: through,
    close: through,
    comment: through,
    editComment: through,
    removeComment: through,
    react: through,
    get: through,
    ownSince: through,
  });
  const releases = only<Releases>('releases', {
    draft: through,
    redraft: through,
    publish: through,
    all: through,
  });
  const open = ports({
    forge: only<Forge>('forge', { issues, releases }),
    proposals: only<Proposals>('proposals', {
      look: through,
      propose: through,
      hold: through,
      resume: through,
    }),
    chat: only<Chat>('chat', { find: through, post: through }),
  });
  return inTime(open, { now: () => now, until: UNTIL });
}

type Call = (ports: Ports) => Promise<unknown> | undefined;

const WRITES: Readonly<Record<string, Call>> = {
  'opening an issue': ({ forge }) => forge.issues.open({ title: '', body: '', labels: [] }),
  'editing an issue': ({ forge }) => forge.issues.edit(1, { body: '' }),
  'closing an issue': ({ forge }) => forge.issues.close(1),
  commenting: ({ forge }) => forge.issues.comment(1, ''),
  'editing a comment': ({ forge }) => forge.issues.editComment(1, ''),
  'removing a comment': ({ forge }) => forge.issues.removeComment(1),
  'putting a face': ({ forge }) => forge.issues.react({ comment: 1 }, 'eyes'),
  'drafting a release': ({ forge }) => forge.releases.draft(DRAFT),
  'changing a draft': ({ forge }) => forge.releases.redraft(1, DRAFT),
  'publishing a release': ({ forge }) => forge.releases.publish(1, { commit: 'c', latest: false }),
  proposing: ({ proposals }) => proposals.propose(TARGET, CHANGE, only<ProposalView>('view')),
  'holding a proposal': ({ proposals }) => proposals.hold(TARGET, PROPOSAL, ''),
  'letting a proposal go on': ({ proposals }) => proposals.resume(TARGET, PROPOSAL, ''),
  'posting a message': ({ chat }) => chat?.post('#c', { mark: 'm', text: 't' }),
};

const READS: Readonly<Record<string, Call>> = {
  'reading an issue': ({ forge }) => forge.issues.get(1),
  'looking for our own writings': ({ forge }) => forge.issues.ownSince(NOW, ''),
  'listing releases': ({ forge }) => forge.releases.all(),
  'looking at a proposal': ({ proposals }) => proposals.look(TARGET, { branch: 'b', path: 'p' }),
  'finding a message': ({ chat }) => chat?.find('#c', { mark: 'm', since: NOW }),
};

for (const [what, write] of Object.entries(WRITES))
  test(`${what} may begin until the deadline, and not after it`, async () => {
    await assert.rejects(async () => write(doorsAt(UNTIL)), /it went through/);
    const late = { code: 'outside-unreachable', message: /^too late to / };
    await assert.rejects(async () => write(doorsAt(after(UNTIL, 1))), late);
  });

for (const [what, read] of Object.entries(READS))
  test(`${what} goes on after the deadline`, async () => {
    await assert.rejects(async () => read(doorsAt(after(UNTIL, 60_000))), /it went through/);
  });

test('where there is no chat there is none', () => {
  const none = inTime(
    ports({ forge: only<Forge>('forge', { issues: only('issues'), releases: only('releases') }) }),
    {
      now: () => NOW,
      until: UNTIL,
    },
  );
  assert.equal(none.chat, undefined);
});
