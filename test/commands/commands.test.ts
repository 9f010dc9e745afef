import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sha256 } from '../../src/adapters/hash.ts';
import { decide } from '../../src/domain/decide.ts';
import { readHistory } from '../../src/domain/history.ts';
import { chain, type JournalEvent } from '../../src/domain/journal.ts';
import { plain, say } from '../../src/domain/prose.ts';
import { needsYou } from '../../src/domain/verdict.ts';
import { hear } from '../../src/engine/hearing.ts';
import type { Standpoint } from '../../src/plugin/command.ts';
import { loadPlugins } from '../../src/plugin/load.ts';
import {
  ALICE,
  BOB,
  CAROL,
  candidate,
  MALLORY,
  NOW,
  processOf,
  release,
  step,
} from '../support/release.ts';

const { commands } = await loadPlugins();

const OWNERS = step('owners', {
  verb: 'approve',
  uses: 'approve',
  options: { count: 2, group: 'owners' },
});
const DOCS = step('docs', { verb: 'approve', uses: 'approve', options: { group: 'writers' } });
const PUBLISH = step('github-release', { verb: 'publish', by: 'owners' });

function at(steps = [OWNERS], events: readonly JournalEvent[] = []): Standpoint {
  const process = processOf([
    { name: 'propose', steps: [], promote: steps },
    { name: 'ship', steps: [], promote: [] },
  ]);
  const opened: JournalEvent = {
    kind: 'opened',
    release: release(),
    process: { blob: '', commit: '', text: '' },
    rosters: { owners: [ALICE, BOB], writers: [CAROL] },
  };
  const entries = chain(
    undefined,
    [opened, { kind: 'candidate', candidate: candidate() }, ...events],
    { at: NOW, hash: sha256 },
  );
  const history = readHistory(entries);
  const current = history?.candidates[0];
  assert.ok(history !== undefined && current !== undefined);
  const view = {
    process,
    artifacts: release().artifacts,
    current,
    observed: new Map(),
    now: NOW,
    closed: undefined,
  };
  return { history, process, decision: decide(view) };
}

async function say_(body: string, by = BOB, place: Standpoint | 'elsewhere' = at()) {
  const standpoint = place === 'elsewhere' ? undefined : place;
  const comment = { id: 11, issue: 5, author: by, body, at: NOW, change: 'created' as const, by };
  const standing = { members: [ALICE, BOB, CAROL], role: async () => 'read' as const };
  const heard = await hear(comment, { commands, standing, at: standpoint });
  return heard.map(({ deeds, answer }) => ({
    deeds: deeds.map((deed) =>
      deed.do === 'sign'
        ? `${deed.choice} ${deed.step}${deed.note === undefined ? '' : ` (${deed.note})`}`
        : deed.do,
    ),
    face: answer.face,
    reply: answer.reply === undefined ? undefined : plain(answer.reply),
  }));
}

describe('/lgtm', () => {
  const CASES: readonly (readonly [string, string, typeof BOB, readonly string[], string])[] = [
    ['agrees in the one step that asks', '/lgtm', BOB, ['approve owners'], '+1'],
    ['keeps the note', '/LGTM ran the tests', BOB, ['approve owners (ran the tests)'], '+1'],
    ['is the same as /approve', '/approve', BOB, ['approve owners'], '+1'],
    ['can name the step', '/approve owners fine by me', BOB, ['approve owners (fine by me)'], '+1'],
    ['can be taken back', '/lgtm cancel', BOB, ['cancel owners'], '+1'],
    ['can be taken back in the manner of Prow', '/remove-lgtm', BOB, ['cancel owners'], '+1'],
    ['of a stranger is heard, and marked as such', '/lgtm', MALLORY, ['approve owners'], 'eyes'],
    [
      'of whoever cut the candidate is heard, and marked as such',
      '/lgtm',
      ALICE,
      ['approve owners'],
      'eyes',
    ],
  ];
  for (const [title, body, by, deeds, face] of CASES)
    test(title, async () => {
      const [heard] = await say_(body, by);
      assert.deepEqual([heard?.deeds, heard?.face], [deeds, face]);
    });

  test('of several steps means those of the speaker, and never a stranger’s choice', async () => {
    const several = at([OWNERS, DOCS]);
    assert.deepEqual((await say_('/lgtm', BOB, several))[0]?.deeds, ['approve owners']);
    assert.deepEqual((await say_('/lgtm', CAROL, several))[0]?.deeds, ['approve docs']);
    const [stranger] = await say_('/lgtm', MALLORY, several);
    assert.deepEqual(stranger?.deeds, []);
    assert.match(stranger?.reply ?? '', /name one: owners or docs/);
    assert.deepEqual((await say_('/lgtm docs', MALLORY, several))[0]?.deeds, ['approve docs']);
  });

  test('asks for nothing where no step asks for anybody', async () => {
    const [heard] = await say_('/lgtm', BOB, at([]));
    assert.deepEqual([heard?.deeds, heard?.face], [[], 'confused']);
  });

  test('agrees to a draft that waits for it, and the one who cut the candidate may', async () => {
    const verdict: JournalEvent = {
      kind: 'verdict',
      candidate: 1,
      step: 'github-release',
      verdict: needsYou(say`draft`),
      data: {},
    };
    const drafted = at([PUBLISH], [verdict]);
    const [heard] = await say_('/approve github-release', ALICE, drafted);
    assert.deepEqual([heard?.deeds, heard?.face], [['approve github-release'], '+1']);
  });
});

describe('/rc', () => {
  test('cuts a candidate for an owner', async () => {
    assert.deepEqual((await say_('/rc'))[0], { deeds: ['cut'], face: 'rocket', reply: undefined });
  });

  test('is refused to a stranger, saying who could', async () => {
    const [heard] = await say_('/rc', MALLORY);
    assert.deepEqual([heard?.deeds, heard?.face], [[], '-1']);
    assert.equal(heard?.reply, 'mallory is not an owner here. Who could: alice, bob or carol');
  });

  for (const body of [
    '/rc please',
    '/rc from $(id)',
    '/rc from --upload-pack=x',
    '/rc from ../x;y',
  ])
    test(`“${body}” is not understood`, async () => {
      assert.deepEqual((await say_(body))[0]?.deeds, []);
    });
});

describe('/confirm', () => {
  const digest = `sha256:${'ab'.repeat(32)}`;
  const fact: JournalEvent = {
    kind: 'fact',
    candidate: 1,
    fact: { key: 'artifact:chart@sha256', value: digest, source: 'staged', at: NOW },
  };
  const pinned = at([OWNERS], [fact]);

  test('vouches for the digest that is pinned', async () => {
    const [heard] = await say_(`/confirm chart ${digest.slice(0, 19)}`, BOB, pinned);
    assert.deepEqual(heard?.deeds, ['confirm staged']);
  });

  for (const [title, body, reply] of [
    ['another digest', `/confirm chart sha256:${'cd'.repeat(6)}`, /is staged as sha256:abab/],
    ['too few digits', '/confirm chart sha256:abab', /at least 12 digits/],
    ['an artifact that is not there', `/confirm images ${digest}`, /which artifact\? chart/],
    ['nothing', '/confirm', /which artifact\? chart/],
  ] as const)
    test(`does not vouch for ${title}`, async () => {
      const [heard] = await say_(body, BOB, pinned);
      assert.deepEqual(heard?.deeds, []);
      assert.match(heard?.reply ?? '', reply);
    });

  test('is refused to a stranger', async () => {
    assert.equal((await say_(`/confirm chart ${digest}`, MALLORY, pinned))[0]?.face, '-1');
  });
});

describe('elsewhere', () => {
  test('/release new needs a member or somebody who may write', async () => {
    assert.deepEqual((await say_('/release new v1.0.0', BOB, 'elsewhere'))[0]?.deeds, ['open']);
    const [refused] = await say_('/release new v1.0.0', MALLORY, 'elsewhere');
    assert.equal(refused?.face, '-1');
    assert.match(refused?.reply ?? '', /or anybody who may write to the repository \(you: read\)/);
  });

  test('/release help is for anyone, /release alone says what it knows', async () => {
    assert.deepEqual((await say_('/release help', MALLORY, 'elsewhere'))[0]?.deeds, ['help']);
    assert.match(
      (await say_('/release', BOB, 'elsewhere'))[0]?.reply ?? '',
      /release new v1\.2\.0/,
    );
    assert.match((await say_('/release new', BOB, 'elsewhere'))[0]?.reply ?? '', /which version/);
  });

  test('commands of tracking issues are passed over outside of them', async () => {
    assert.deepEqual(await say_('/lgtm\n/rc\n/retry', BOB, 'elsewhere'), []);
  });
});

describe('a comment', () => {
  test('with several commands is heard in order, until one is refused', async () => {
    const heard = await say_('/lgtm\n/rc please\n/retry');
    assert.deepEqual(
      heard.map(({ deeds }) => deeds),
      [['approve owners'], []],
    );
  });

  test('with a word close to ours is answered with the corrected line', async () => {
    const [heard] = await say_('/aprove owners');
    assert.match(
      heard?.reply ?? '',
      /\/aprove is not understood\. Did you mean \/approve owners\?/,
    );
  });

  test('with words of other bots is passed over without a word', async () => {
    assert.deepEqual(await say_('/assign alice\n/test all\n/kind bug\n/etc/hosts'), []);
  });

  test('with more than ten commands is read no further', async () => {
    assert.equal((await say_('/status\n'.repeat(50))).length, 10);
  });

  test('that retries or asks for a look is heard', async () => {
    assert.deepEqual((await say_('/retry'))[0]?.deeds, ['retry']);
    assert.deepEqual((await say_('/status', MALLORY))[0]?.deeds, ['look']);
    assert.deepEqual((await say_('/status now'))[0]?.deeds, []);
  });
});
