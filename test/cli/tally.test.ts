import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

const THREAD = {
  roster: { pmc: ['alice', 'bob', 'carol'] },
  start: '2026-06-10T10:00:00Z',
  now: '2026-06-14T10:00:00Z',
  messages: ['alice', 'bob', 'carol'].map((who, hour) => ({
    from: `${who}@apache.org`,
    date: `2026-06-10T1${hour}:30:00Z`,
    body: who === 'carol' ? '+1 if CI passes' : '+1',
  })),
};

/** What the command answers that reads this from its standard input. */
function tally(input: string, args: readonly string[] = ['-']) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'tally', ...args], {
    input,
    encoding: 'utf8',
  });
  return { status, stderr, told: stdout === '' ? undefined : JSON.parse(stdout) };
}

test('a thread is counted, and what nobody can tell is shown with its line and the reason', () => {
  const { status, told } = tally(JSON.stringify(THREAD));
  assert.equal(status, 0);
  assert.deepEqual(
    [told.outcome, told.binding, told.ambiguous],
    ['needs-review', { plus: 2, minus: 0, zero: 0 }, 1],
  );
  assert.deepEqual(told.votes.at(-1), {
    ...{ voter: 'carol', binding: true, says: 'ambiguous' },
    ...{ line: 1, said: '+1 if CI passes', because: 'depends on a condition' },
  });
});

test('several cases are answered in their order', () => {
  const score = { binding_plus: 3, binding_minus: 0, hours_elapsed: 10, min_hours: 72 };
  const { told } = tally(JSON.stringify([{ body: '-1, no NOTICE' }, score]));
  assert.equal(told[0].says, '-1');
  assert.deepEqual(told[1], { majority_approval: true, may_close: false });
});

test('comments are counted with what became of them', () => {
  const said = { login: 'alice', user_id: 1, created_at: '2026-06-10T10:00:00Z' };
  const comments = [{ ...said, body: 'hm', original_body: '/lgtm', edited_at: said.created_at }];
  const roster = { approvers: { '1': 'alice' }, policy: { min: 1 } };
  const { told } = tally(JSON.stringify({ roster, comments }));
  assert.deepEqual([told.passed, told.yes, told.withdrawn], [false, [], ['alice']]);
});

for (const [what, input, message] of [
  ['no JSON', '{', /standard input is not JSON/],
  ['no case', '{"votes": 3}', /is no case: it has neither/],
  ['a case that lacks something', '[{"body": "+1"}, {"messages": []}]', /case 2, roster: /],
  [
    'a moment that is none',
    JSON.stringify({ ...THREAD, now: 'tomorrow' }),
    /standard input, now: a moment such as/,
  ],
] as const)
  test(`${what} is misuse, and the place is named`, () => {
    const { status, stderr, told } = tally(input);
    assert.deepEqual([status, told], [2, undefined]);
    assert.match(stderr, message);
  });

test('a file that is not there is told, with status 1', () => {
  const { status, stderr } = tally('', ['no-such-file.json']);
  assert.equal(status, 1);
  assert.match(stderr, /no-such-file\.json/);
});
