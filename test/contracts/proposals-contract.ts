import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProposalDraft, Proposals, ProposalView, Target } from '../../src/plugin/proposals.ts';
import { refused } from './refused.ts';

/** A repository that changes are proposed to, and a way to act on it beside the port. */
export interface ProposalScene {
  readonly proposals: Proposals;
  readonly target: Target;
  /** Writes a file to the default branch, as a reviewer. */
  commit(path: string, content: string): Promise<void>;
  /** Writes a file to the branch that a proposal comes from, as somebody with rights there. */
  commitOnBranch(branch: string, path: string, content: string): Promise<void>;
  /** As the reviewer. @returns the merge commit. */
  merge(number: number): Promise<string>;
  close(number: number): Promise<void>;
  setStatus(commit: string, context: string): Promise<void>;
  /** What was said under a pull request, oldest first. */
  comments(number: number): Promise<readonly string[]>;
}

/** What every Proposals promises, whatever it is made of. Call it inside a `describe` that sets the scene. */
export function proposalsContract(scene: () => ProposalScene): void {
  makingContract(scene);
  amendingContract(scene);
  movedContract(scene);
  holdingContract(scene);
  endingContract(scene);
  refusalContract(scene);
}

const BEFORE = '- one\n';

/** A change of a file of its own, which stands on the default branch with one line. */
async function begin(
  { proposals, target, commit }: ProposalScene,
  name: string,
): Promise<{ draft: ProposalDraft; look: () => Promise<ProposalView> }> {
  const draft = {
    branch: `ringmaster/${name}`,
    path: `${name}.yaml`,
    content: `${BEFORE}- two\n`,
    title: `Promote ${name}`,
    body: `for ${name}`,
  };
  await commit(draft.path, BEFORE);
  return { draft, look: () => proposals.look(target, draft) };
}

function makingContract(scene: () => ProposalScene): void {
  test('a file is seen before anything is proposed for it, or that there is none', async () => {
    const { proposals, target } = scene();
    const { look } = await begin(scene(), 'seen');
    const { base, proposal, head } = await look();
    assert.deepEqual([base.branch, base.file?.text], ['main', BEFORE]);
    assert.deepEqual([proposal, head], [undefined, undefined]);
    const nothing = await proposals.look(target, { branch: 'ringmaster/x', path: 'none.yaml' });
    assert.deepEqual([nothing.base.file, nothing.base.commit], [undefined, base.commit]);
  });

  test('what is proposed is found again, with its branch, and changes nothing by itself', async () => {
    const { proposals, target } = scene();
    const { draft, look } = await begin(scene(), 'made');
    const { address, number } = await proposals.propose(target, draft, await look());
    const { base, proposal, head } = await look();
    assert.deepEqual([base.file?.text, head?.text], [BEFORE, draft.content]);
    assert.deepEqual([proposal?.number, proposal?.address], [number, address]);
    assert.deepEqual(
      [proposal?.state, proposal?.isDraft, proposal?.body],
      ['open', false, draft.body],
    );
    assert.deepEqual([proposal?.mergedBy, proposal?.mergeCommit], [undefined, undefined]);
  });
}

function amendingContract(scene: () => ProposalScene): void {
  test('a second proposal of the same branch brings the first up to date', async () => {
    const { proposals, target } = scene();
    const { draft, look } = await begin(scene(), 'amended');
    const first = await proposals.propose(target, draft, await look());
    const better = { ...draft, content: `${BEFORE}- three\n`, body: 'better' };
    const second = await proposals.propose(target, better, await look());
    assert.equal(second.number, first.number);
    const { proposal, head } = await look();
    assert.deepEqual([proposal?.body, head?.text], ['better', better.content]);
  });

  test('what was closed is proposed anew, from the same branch', async () => {
    const { proposals, target, close } = scene();
    const { draft, look } = await begin(scene(), 'anew');
    const first = await proposals.propose(target, draft, await look());
    await close(first.number);
    assert.equal((await look()).proposal?.state, 'closed');
    const second = await proposals.propose(target, draft, await look());
    assert.notEqual(second.number, first.number);
    const { proposal } = await look();
    assert.deepEqual([proposal?.number, proposal?.state], [second.number, 'open']);
  });
}

function movedContract(scene: () => ProposalScene): void {
  test('a branch that moved since is left alone, though the words change', async () => {
    const { proposals, target, commitOnBranch } = scene();
    const { draft, look } = await begin(scene(), 'moved');
    await proposals.propose(target, draft, await look());
    const before = await look();
    await commitOnBranch(draft.branch, draft.path, `${BEFORE}- by hand\n`);
    const better = { ...draft, content: `${BEFORE}- three\n`, body: 'better' };
    await refused(proposals.propose(target, better, before), 'outcome-unknown');
    const { head, proposal } = await look();
    assert.deepEqual([head?.text, proposal?.body], [`${BEFORE}- by hand\n`, 'better']);
  });

  test('whoever has not seen that it was proposed does not propose it twice', async () => {
    const { proposals, target } = scene();
    const { draft, look } = await begin(scene(), 'twice');
    const before = await look();
    const first = await proposals.propose(target, draft, before);
    await refused(proposals.propose(target, draft, before), 'outside-refused');
    const { proposal, head } = await look();
    assert.deepEqual([proposal?.number, head?.text], [first.number, draft.content]);
  });

  test('a branch without a pull request gets one', async () => {
    const { proposals, target, close } = scene();
    const { draft, look } = await begin(scene(), 'branch');
    const first = await proposals.propose(target, draft, await look());
    await close(first.number);
    const changed = { ...draft, content: `${BEFORE}- three\n` };
    const { number } = await proposals.propose(target, changed, await look());
    const { proposal, head } = await look();
    assert.deepEqual([proposal?.number, head?.text], [number, changed.content]);
  });
}

function holdingContract(scene: () => ProposalScene): void {
  test('it is held and let go on, each with its reason, and twice does no harm', async () => {
    const { proposals, target, comments } = scene();
    const { draft, look } = await begin(scene(), 'held');
    const { number } = await proposals.propose(target, draft, await look());
    const { proposal } = await look();
    assert.ok(proposal !== undefined);
    for (const because of ['it moved', 'it moved again'])
      await proposals.hold(target, proposal, because);
    assert.deepEqual(
      [(await look()).proposal?.isDraft, (await look()).proposal?.state],
      [true, 'open'],
    );
    await proposals.resume(target, proposal, 'all is well');
    assert.equal((await look()).proposal?.isDraft, false);
    assert.deepEqual(await comments(number), [
      '/hold\nit moved',
      '/hold\nit moved again',
      '/hold cancel\nall is well',
    ]);
  });
}

function endingContract(scene: () => ProposalScene): void {
  test('what is merged is on the default branch, beside what came there meanwhile', async () => {
    const { proposals, target, merge, commit } = scene();
    const { draft, look } = await begin(scene(), 'merged');
    const { number } = await proposals.propose(target, draft, await look());
    await commit(draft.path, `- zero\n${BEFORE}`);
    const merged = await merge(number);
    const { base, proposal } = await look();
    assert.equal(base.file?.text, `- zero\n${draft.content}`);
    assert.deepEqual(
      [proposal?.state, proposal?.mergedBy, proposal?.mergeCommit, base.commit],
      ['merged', 'reviewer', merged, merged],
    );
  });

  test('statuses of a commit are read, or that there are none', async () => {
    const { proposals, target, merge, setStatus } = scene();
    const { draft, look } = await begin(scene(), 'status');
    const { number } = await proposals.propose(target, draft, await look());
    const merged = await merge(number);
    assert.deepEqual(await proposals.statuses(target, merged), []);
    await setStatus(merged, 'job');
    const [status, ...others] = await proposals.statuses(target, merged);
    assert.deepEqual([status?.context, status?.state, others], ['job', 'success', []]);
  });
}

function refusalContract(scene: () => ProposalScene): void {
  test('workflows are never touched, and strangers are not proposed to', async () => {
    const { proposals, target } = scene();
    const { draft, look } = await begin(scene(), 'refused');
    const view = await look();
    const workflow = { ...draft, path: '.github/workflows/x.yml' };
    await refused(proposals.propose(target, workflow, view), 'outside-refused');
    assert.deepEqual(await look(), view);
    await refused(proposals.look({ owner: 'strangers', name: 'none' }, draft), 'access-missing');
  });

  test('what changes nothing is no pull request', async () => {
    const { proposals, target, merge } = scene();
    const { draft, look } = await begin(scene(), 'nothing');
    const { number } = await proposals.propose(target, draft, await look());
    await merge(number);
    await refused(proposals.propose(target, draft, await look()), 'outside-refused');
  });
}
