import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plain } from '../../src/domain/prose.ts';
import tag from '../../src/gates/tag.ts';
import type { Forge, People, TagName, TagObject } from '../../src/plugin/forge.ts';
import type { SignatureFinding } from '../../src/plugin/signatures.ts';
import {
  ask,
  BOB,
  CHART,
  COMMIT,
  IMAGES,
  OTHER_COMMIT,
  only,
  release,
  view,
} from '../support/release.ts';

const GOOD: SignatureFinding = { state: 'good', by: BOB, key: 'ABCD' };
function object(changes: Partial<TagObject> = {}): TagObject {
  const tag = {
    name: 'v0.1.0',
    target: { kind: 'commit', id: COMMIT },
    message: 'Changes\n\n- Share devices (#12)\n',
    ...changes,
  };
  const { name, target, message } = tag;
  const payload = `object ${target.id}\ntype ${target.kind}\ntag ${name}\n\n${message}`;
  return { signed: { payload, signature: 's' }, ...tag };
}

interface Repository {
  readonly tags?: readonly TagName[];
  readonly objects?: Readonly<Record<string, TagObject>>;
  readonly finding?: SignatureFinding;
}

const ANNOTATED: TagName = { name: 'v0.1.0', object: 'o1', kind: 'annotated' };

function judged(
  { tags = [ANNOTATED], objects = { o1: object() }, finding = GOOD }: Repository,
  about = view(),
) {
  const found = async (id: string) => objects[id] ?? object();
  const open = {
    forge: only<Forge>('forge', {
      tags: { all: async () => tags, object: found },
      people: only<People>('people', { signingKeys: async () => ({ openpgp: [] }) }),
    }),
    signatures: { verify: async () => finding },
  };
  return ask(tag, { release: about, options: { 'signed-by': 'owners' }, open });
}

test('an annotated tag, signed by an owner, on the approved commit, with the changelog, passes and is pinned', async () => {
  const verdict = await judged({});
  assert.deepEqual([verdict.state, verdict.reason], ['pass', 'v0.1.0 signed by bob']);
  assert.deepEqual(verdict.facts, [{ key: 'tag:v0.1.0', value: 'o1', settle: 'pin' }]);
});

test('a tag that is not there says how to make it', async () => {
  const verdict = await judged({ tags: [] });
  assert.deepEqual(
    [verdict.state, verdict.reason],
    ['needs-you', 'v0.1.0 has not been pushed yet'],
  );
  assert.match(
    verdict.advice?.map(plain).join() ?? '',
    /git tag -a -s v0\.1\.0 3f9c2ab00000.*git push origin v0\.1\.0/,
  );
  assert.deepEqual(verdict.facts, []);
});

describe('is refused, and not pinned:', () => {
  const REFUSED: readonly (readonly [string, Repository, RegExp])[] = [
    [
      'a lightweight tag',
      { tags: [{ ...ANNOTATED, kind: 'lightweight', object: COMMIT }] },
      /lightweight/,
    ],
    ['an unsigned tag', { objects: { o1: object({ signed: undefined }) } }, /not signed/],
    [
      'a tag signed by a stranger',
      { finding: { state: 'foreign', key: 'FFFF' } },
      /FFFF, which belongs to nobody of owners/,
    ],
    [
      'a tag whose signature does not fit',
      { finding: { state: 'bad', by: BOB, reason: 'digest' } },
      /of bob does not fit/,
    ],
    [
      'a tag signed by an expired key',
      { finding: { state: 'unfit', by: BOB, key: 'AB', reason: 'the key expired' } },
      /does not count: the key expired/,
    ],
    [
      'a signature of another kind',
      { finding: { state: 'unsupported', reason: 'no OpenPGP' } },
      /no OpenPGP/,
    ],
    [
      'a tag on another commit',
      { objects: { o1: object({ target: { kind: 'commit', id: OTHER_COMMIT } }) } },
      /is on commit 7d01e4400000, the approved commit is 3f9c2ab00000/,
    ],
    [
      'a tag of a tag',
      { objects: { o1: object({ target: { kind: 'tag', id: COMMIT } }) } },
      /is on tag/,
    ],
    [
      'a tag object under another name',
      { objects: { o1: object({ name: 'v0.0.9' }) } },
      /is named v0\.0\.9/,
    ],
    [
      'a message that lacks a pull request',
      { objects: { o1: object({ message: 'see #1 and #123' }) } },
      /lacks #12/,
    ],
    [
      'a tag of which another text was signed',
      { objects: { o1: object({ signed: object({ name: 'v0.0.1' }).signed }) } },
      /what bob signed is not this tag: its name differs/,
    ],
  ];
  for (const [title, repository, reason] of REFUSED)
    test(title, async () => {
      const verdict = await judged(repository);
      assert.equal(verdict.state, 'fail');
      assert.match(verdict.reason, reason);
      assert.deepEqual(
        verdict.facts?.map(({ settle }) => settle),
        ['watch'],
      );
      assert.match(verdict.advice?.map(plain).join() ?? '', /take it back/);
    });
});

test('a misspelt tag on the approved commit is named', async () => {
  const tags: TagName[] = [
    { name: '0.1.0', object: COMMIT, kind: 'lightweight' },
    { name: 'v0.1', object: OTHER_COMMIT, kind: 'lightweight' },
  ];
  const verdict = await judged({ tags });
  assert.equal(verdict.state, 'fail');
  assert.equal(verdict.reason, '0.1.0 is on the approved commit, but the tag must be named v0.1.0');
});

test('every artifact needs its own tag', async () => {
  const about = view({ release: release({ artifacts: [IMAGES, CHART] }) });
  const verdict = await judged({}, about);
  assert.deepEqual(
    [verdict.state, verdict.reason],
    ['needs-you', 'chart/0.1.0 has not been pushed yet'],
  );
  assert.deepEqual(
    verdict.facts?.map(({ key, settle }) => [key, settle]),
    [['tag:v0.1.0', 'pin']],
  );
});

test('a release without any tag fails: there is nothing to check', async () => {
  const { tag: _, ...untagged } = IMAGES;
  const verdict = await judged({}, view({ release: release({ artifacts: [untagged] }) }));
  assert.equal(verdict.state, 'fail');
});

test('keys of people who are no owners any more are not asked for', async () => {
  const asked: string[] = [];
  const signingKeys = async (login: string) => {
    asked.push(login);
    return { openpgp: [] };
  };
  const open = {
    forge: only<Forge>('forge', {
      tags: { all: async () => [ANNOTATED], object: async () => object() },
      people: only<People>('people', { signingKeys }),
    }),
    signatures: { verify: async () => GOOD },
    groups: { members: async () => [BOB, { id: 77, login: 'newcomer' }] },
  };
  await ask(tag, { options: { 'signed-by': 'owners' }, open });
  assert.deepEqual(asked, ['bob']);
});
