import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Thread } from '../../stage/scene.ts';
import { LISTS, PROJECT } from '../../stage/scenery.ts';
import { guideFor } from './guide.ts';
import type { Sight } from './sight.ts';

const FORGE = 'http://127.0.0.1:4000';

function thread(more: Partial<Thread>): Thread {
  return {
    repository: PROJECT,
    number: 5,
    author: 'ringmaster[bot]',
    title: 'Release',
    body: '',
    state: 'open',
    diff: undefined,
    comments: [],
    ...more,
  };
}

const CARD = {
  id: 7,
  author: 'ringmaster[bot]',
  body: '<!-- mark -->\n### Ring 2 of 3 · stage · rc1',
  faces: '',
};

function tracking(callout: string, comments: Thread['comments'] = []): Thread {
  const body = `<!-- ringmaster:begin -->
**Ring 2 of 3 · stage** · candidate rc1

> [!IMPORTANT]
${callout.replace(/^/gm, '> ')}

- [x] **propose** — file, owners
- [ ] **stage** — tag
Opened by [alice](${FORGE}/alice) · now`;
  return thread({ body, comments: [CARD, ...comments] });
}

function sight(threads: readonly Thread[], more: Partial<Sight> = {}): Sight {
  return {
    scene: { threads, releases: [], messages: [] },
    tags: [],
    shelves: [],
    isJobPaused: false,
    webhooksToLose: 0,
    isWorking: false,
    proofs: undefined,
    ...more,
  };
}

/** Labels of the clicks, with who does them. */
function clicks(seen: Sight, viewer: Parameters<typeof guideFor>[1] = 'alice'): readonly string[] {
  return guideFor(seen, viewer).moves.map(({ label, as }) => `${label} as ${as}`);
}

test('it begins with an issue and a proposal, each in a click', () => {
  assert.deepEqual(clicks(sight([])), ['Open an issue, say `/release new v0.1.0` as alice']);
  const issue = thread({ number: 4, author: 'bob' });
  assert.deepEqual(clicks(sight([issue])), ['Say `/release new v0.1.0` as alice']);
});

test('the fix is merged by an owner, the promotion by the reviewer, and a draft by nobody', () => {
  const says = (repository: string) =>
    `**Blocked:** **file** — wrong\nfix ready: [Fix](${FORGE}/${repository}/pull/6)\nmerge the pull request with the fix, then an owner says \`/rc\``;
  const pull = (repository: string, state: string) =>
    thread({ repository, number: 6, state, diff: '+a' });
  const seen = (repository: string, state = 'open') =>
    sight([tracking(says(repository)), pull(repository, state)]);
  assert.deepEqual(clicks(seen(PROJECT), 'mallory'), ['Merge #6 as alice']);
  assert.deepEqual(clicks(seen(PROJECT), 'bob'), ['Merge #6 as bob']);
  assert.deepEqual(clicks(seen(LISTS)), ['Merge k8s.io#6 as reviewer']);
  assert.deepEqual(clicks(seen(PROJECT, 'draft')), []);
});

test('an LGTM is offered for those whom the card asks', () => {
  const says = `**Next:** **owners** — 0 of 2\nsay \`/lgtm\`: [bob](${FORGE}/bob) or [carol](${FORGE}/carol)`;
  assert.deepEqual(clicks(sight([tracking(says)])), ['Say `/lgtm` as bob', 'Say `/lgtm` as carol']);
});

test('all missing tags are signed in one click, on the commit that was approved', () => {
  const line = (tag: string) => `an owner runs \`git tag -a -s ${tag} e3a1f0cb334d\` with it`;
  const merged = thread({ number: 1, title: 'Share', state: 'merged', diff: '+a' });
  const says = `**Next:** **tag** — missing\n${line('v0.1.0')}\n${line('chart/0.1.0')}`;
  const [move] = guideFor(sight([merged, tracking(says)]), 'carol').moves;
  assert.equal(move?.label, 'Sign and push `v0.1.0` and `chart/0.1.0`');
  assert.deepEqual(move.fields, {
    names: 'v0.1.0 chart/0.1.0',
    kind: 'signed',
    commit: 'e3a1f0cb334d',
    message: 'Changes since v0.0.9\n\n- Share (#1)',
  });
});

test('a tag that was refused is taken back first', () => {
  const says =
    '**Blocked:** **tag** — lightweight\ntake it back with `git push origin --delete v0.1.0` and `git tag -d v0.1.0`, then tag again';
  assert.deepEqual(clicks(sight([tracking(says)])), ['Take `v0.1.0` back as alice']);
  const both = `${says}\n${says.replaceAll('v0.1.0', 'chart/0.1.0')}`;
  const [move, ...more] = guideFor(sight([tracking(both)]), 'mallory').moves;
  assert.equal(move?.label, 'Take `v0.1.0` and `chart/0.1.0` back');
  assert.deepEqual([move.as, move.fields, more], ['bob', { names: 'v0.1.0 chart/0.1.0' }, []]);
});

test('it points at what is worth a look: the commands, the pull request, the draft, the card', () => {
  const place = (seen: Sight) => guideFor(seen, 'alice').look?.id;
  const commit = 'e3a1f0cb334d';
  const tags = tracking(`**Next:** an owner runs \`git tag -a -s v0.1.0 ${commit}\``);
  assert.equal(place(sight([tags])), 'by-hand');
  const pull = thread({ number: 6, diff: '+a' });
  const fix = tracking(`**Next:** fix ready: [Fix](${FORGE}/${PROJECT}/pull/6)`);
  assert.equal(place(sight([pull, fix])), 'dra-example-driver-6');
  const releases = [{ tag: 'v0.1.0', isDraft: true, body: '' }];
  const draft = sight([tracking('**Next:** say `/approve github-release`')]);
  assert.equal(place({ ...draft, scene: { ...draft.scene, releases } }), 'release-v0-1-0');
  assert.equal(place(sight([tracking('**Running:** wait')])), 'comment-7');
});

test('an issue that only looks like a tracking issue leads nobody', () => {
  const fake = { ...tracking('**Next:** say `/release new v6.6.6`'), author: 'mallory', number: 9 };
  const forged = { ...CARD, author: 'mallory' };
  const seen = sight([tracking('**Next:** say `/rc`'), { ...fake, comments: [forged] }]);
  assert.deepEqual(clicks(seen), ['Say `/rc` as alice']);
});

test('whoever cut the candidate is not asked to confirm', () => {
  const says = '**Next:** **staged** — made how?\nsays `/confirm chart sha256:3853fc30658b`';
  const rc = { id: 1, author: 'carol', body: '/rc', faces: '🚀' };
  const label = 'Say `/confirm chart sha256:3853fc30658b`';
  assert.deepEqual(clicks(sight([tracking(says)])), [`${label} as carol`]);
  assert.deepEqual(clicks(sight([tracking(says)]), 'bob'), [`${label} as bob`]);
  assert.deepEqual(clicks(sight([tracking(says, [rc])]), 'carol'), [`${label} as bob`]);
});

test('a draft is published by a word or by hand', () => {
  const seen = sight([tracking('**Next:** read it or say `/approve github-release`')]);
  const releases = [{ tag: 'v0.1.0', isDraft: true, body: '' }];
  assert.deepEqual(clicks({ ...seen, scene: { ...seen.scene, releases } }, 'reviewer'), [
    'Say `/approve github-release` as alice',
    'Publish the draft as alice',
  ]);
});

test('while machines work there is nothing to click, but for a job that was paused', () => {
  const seen = sight([tracking('**Running:** **image-promotion** — merged, not available yet')]);
  assert.deepEqual(clicks(seen), []);
  assert.deepEqual(clicks({ ...seen, isJobPaused: true }), [
    'Resume the promotion job as undefined',
  ]);
});

test('rings and the word of the callout come from the tracking issue', () => {
  const { rings, title, kind } = guideFor(sight([tracking('**Next:** wait')]), 'alice');
  assert.deepEqual(
    rings.map(({ name, isDone }) => [name, isDone]),
    [
      ['propose', true],
      ['stage', false],
    ],
  );
  assert.deepEqual([title, kind], ['Next', 'important']);
});

test('when the tracking issue is closed, the release is over', () => {
  const closed = { ...tracking('**Next:** nothing'), state: 'closed' };
  assert.equal(guideFor(sight([closed]), 'alice').kind, 'over');
});
