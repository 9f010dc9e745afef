import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sha256 } from '../../src/adapters/hash.ts';
import { currentCandidate, readHistory } from '../../src/domain/history.ts';
import { chain, firstBroken, type JournalEvent } from '../../src/domain/journal.ts';
import { say } from '../../src/domain/prose.ts';
import { candidateSeenBy } from '../../src/domain/remarks.ts';
import { fail, pass } from '../../src/domain/verdict.ts';
import { BOB, candidate, NOW, release, signoff } from '../support/release.ts';

const OPENED: JournalEvent = {
  kind: 'opened',
  release: release(),
  process: { blob: 'b', commit: 'c', text: 't' },
  rosters: {},
};
const LATER = '2026-05-04T09:13:00.000Z';

function told(...events: readonly JournalEvent[]) {
  const first = chain(undefined, [OPENED, { kind: 'candidate', candidate: candidate() }], {
    at: NOW,
    hash: sha256,
  });
  const history = readHistory([
    ...first,
    ...chain(first.at(-1), events, { at: LATER, hash: sha256 }),
  ]);
  assert.ok(history !== undefined);
  return history;
}

test('an empty journal tells nothing', () => {
  assert.equal(readHistory([]), undefined);
});

test('a verdict keeps the moment in which its state began', () => {
  const verdict = (reason: string) =>
    ({
      kind: 'verdict',
      candidate: 1,
      step: 'tag',
      verdict: fail(say`${reason}`),
      data: {},
    }) as const;
  const first = chain(
    undefined,
    [OPENED, { kind: 'candidate', candidate: candidate() }, verdict('one')],
    { at: NOW, hash: sha256 },
  );
  const second = chain(first.at(-1), [verdict('two')], { at: LATER, hash: sha256 });
  const changed = chain(second.at(-1), [{ ...verdict('x'), verdict: pass(say`now`) }], {
    at: LATER,
    hash: sha256,
  });
  const since = (entries: typeof first) => {
    const history = readHistory(entries);
    return history === undefined
      ? undefined
      : currentCandidate(history)?.verdicts.get('tag')?.since;
  };
  assert.equal(since([...first, ...second]), NOW);
  assert.equal(since([...first, ...second, ...changed]), LATER);
});

test('a new candidate begins without facts, rings and verdicts', () => {
  const history = told(
    { kind: 'fact', candidate: 1, fact: { key: 'tag:v1', value: 'a', source: 'tag', at: NOW } },
    { kind: 'ring', candidate: 1, ring: 'stage' },
    { kind: 'candidate', candidate: candidate({ n: 2 }) },
  );
  const current = currentCandidate(history);
  assert.equal(current?.candidate.n, 2);
  assert.equal(current?.facts.size, 0);
  assert.equal(current?.rings.size, 0);
  assert.equal(history.candidates[0]?.facts.size, 1);
});

test('what was withdrawn is gone, comment by comment', () => {
  const history = told(
    { kind: 'signed', signoff: signoff(BOB, { comment: 11 }) },
    { kind: 'signed', signoff: signoff(BOB, { comment: 12, id: '12/1' }) },
    { kind: 'withdrawn', comment: 11, because: 'edited' },
  );
  assert.deepEqual(
    history.signoffs.map(({ comment }) => comment),
    [12],
  );
});

test('a comment speaks of the candidate that could be read before it', () => {
  const history = told(
    { kind: 'shown', candidate: 1, comment: 100, at: NOW },
    { kind: 'shown', candidate: 2, comment: 200, at: LATER },
  );
  const seen = (id: number, at: string) => candidateSeenBy(history, { id, at });
  assert.equal(seen(50, '2026-05-04T09:11:59.000Z'), 0);
  assert.equal(seen(99, NOW), 0, 'in the same second, the smaller id came first');
  assert.equal(seen(101, NOW), 1);
  assert.equal(seen(199, LATER), 1);
  assert.equal(seen(201, LATER), 2);
});

test('one changed letter breaks the chain at its entry', () => {
  const entries = chain(undefined, [OPENED, OPENED, OPENED], { at: NOW, hash: sha256 });
  assert.equal(firstBroken(entries, sha256), undefined);
  for (const [index, entry] of entries.entries()) {
    const forged = entries.with(index, { ...entry, body: entry.body.replace('v0.1.0', 'v0.1.1') });
    assert.equal(firstBroken(forged, sha256), index + 1);
    assert.equal(
      firstBroken(entries.toSpliced(index, 1), sha256),
      index + 1 > 2 ? undefined : index + 1,
    );
  }
});
