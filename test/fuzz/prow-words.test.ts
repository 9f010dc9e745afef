import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadPlugins } from '../../src/plugin/load.ts';
import { commandLines } from '../../src/speech/command-lines.ts';
import { said } from '../support/hearing.ts';

const { commands } = await loadPlugins();
const OURS = new Set(
  [...commands.values()].flatMap(({ name, aliases = [] }) => [name, ...aliases]),
);

/** How Prow reads its commands, in JavaScript's spelling; `approve` takes any argument. */
const PROW = {
  lgtm: /^\/lgtm(?: no-issue)?\s*$/im,
  'lgtm cancel': /^\/(?:remove-lgtm|lgtm cancel)\s*$/im,
  approve: /^\/approve[\t ]*(?!.*cancel)[^\n\r]*/im,
  'approve cancel': /^\/(?:remove-approve[\t ]*[^\n\r]*|approve[\t ]*[^\n\r]*cancel[^\n\r]*)/im,
  hold: /^\/hold(?:\s.*)?$/im,
  'verify-owners': /^\/verify-owners\s*$/im,
} as const;

/** Words of Prow and gitvote that can never be ours, with what people write behind them. */
const NEVER = [
  ...[
    '/skip',
    '/override ci/test',
    '/override-cancel x',
    '/retest',
    '/retest-required',
    '/test all',
  ],
  ...[
    '/test pull-x',
    '/test?',
    '/ok-to-test',
    '/close',
    '/close not-planned',
    '/reopen',
    '/retitle a',
  ],
  ...['/milestone v1.2', '/milestone clear', '/assign @alice', '/unassign', '/cc @bob', '/uncc'],
  ...['/label x', '/remove-label x', '/lifecycle frozen', '/remove-lifecycle stale', '/stage beta'],
  ...[
    '/transfer other',
    '/transfer-issue other',
    '/pin-issue',
    '/unpin-issue',
    '/cherrypick release-1.2',
  ],
  ...[
    '/cherry-pick release-1.2',
    '/help',
    '/remove-help',
    '/good-first-issue',
    '/kind bug',
    '/area x',
  ],
  ...['/sig node', '/priority critical', '/triage accepted', '/remove-kind bug', '/verify-owners'],
  ...['/release-note', '/release-note-none', '/release-note-action-required', '/check-cla'],
  ...['/lock', '/shrug', '/unshrug', '/honk', '/meow', '/woof', '/bark', '/joke', '/auto-cc'],
  ...['/vote-steering', '/check-vote', '/cancel-vote'],
];

for (const text of NEVER)
  test(`${text} is somebody else's word: it is passed over without a word`, async () => {
    const [command] = commandLines(text);
    if (command !== undefined) assert.ok(!OURS.has(command.name));
    assert.deepEqual(await said(text), []);
  });

/** Who understands what: what Prow does with a comment, and the first command that we find in it. */
const TABLE: readonly (readonly [string, readonly (keyof typeof PROW)[], string | undefined])[] = [
  // The same words.
  ['/lgtm', ['lgtm'], 'lgtm'],
  ['/LGTM', ['lgtm'], 'lgtm'],
  ['/lgtm cancel', ['lgtm cancel'], 'lgtm cancel'],
  ['/remove-lgtm', ['lgtm cancel'], 'remove-lgtm'],
  ['/approve', ['approve'], 'approve'],
  ['/approve cancel', ['approve cancel'], 'approve cancel'],
  ['/remove-approve', ['approve cancel'], 'remove-approve'],
  ['/hold', ['hold'], 'hold'],
  ['/hold CVE review', ['hold'], 'hold CVE review'],
  ['> /approve', [], undefined],
  ['/lgtm-ish', [], 'lgtm-ish'],
  // We hear a note behind it, Prow hears nothing.
  ['/lgtm please', [], 'lgtm please'],
  ['/lgtm  cancel', [], 'lgtm cancel'],
  ['   /lgtm', [], 'lgtm'],
  // Prow hears what people see as code, hidden or quoted.
  ['```\n/approve\n```', ['approve'], undefined],
  ['<!--\n/lgtm\n-->', ['lgtm'], undefined],
  ['> he said\n/lgtm', ['lgtm'], undefined],
  ['- item\n/lgtm', ['lgtm'], undefined],
  ['`\n/lgtm\n`', ['lgtm'], undefined],
  ['<details>\n\n/lgtm\n\n</details>', ['lgtm'], undefined],
  ['| a |\n|---|\n/lgtm', ['lgtm'], undefined],
  ['/lgtm\n===', ['lgtm'], undefined],
  // Prow asks only whether “cancel” occurs.
  ['/approve uncancelled', ['approve cancel'], 'approve uncancelled'],
  // Words of Prow that are not ours.
  ['/verify-owners', ['verify-owners'], 'verify-owners'],
];

for (const [text, prow, ours] of TABLE)
  test(`${JSON.stringify(text)} is ${inWords(prow)} to Prow, and ${inWords([ours ?? ''])} to us`, () => {
    const heard = Object.entries(PROW).flatMap(([name, pattern]) =>
      pattern.test(text) ? [name] : [],
    );
    assert.deepEqual(heard, prow);
    const [command] = commandLines(text);
    assert.equal(command && `${command.name} ${command.rest}`.replace(/\s+/g, ' ').trim(), ours);
  });

function inWords(commands: readonly string[]): string {
  const known = commands.filter((each) => each !== '').map((each) => `/${each}`);
  return known.join(' and ') || 'nothing';
}

test('the words that Prow has and we have are these', () => {
  const shared = [...OURS].filter((word) => PROW_WORDS.has(word)).toSorted();
  assert.deepEqual(shared, [
    ...['approve', 'hold', 'lgtm', 'remove-approve', 'remove-hold', 'remove-lgtm'],
    ...['status', 'unhold'],
  ]);
});

/** Every first word of Prow's commands that any of its plug-ins could share with us. */
const PROW_WORDS = new Set([
  ...[
    'approve',
    'remove-approve',
    'lgtm',
    'remove-lgtm',
    'hold',
    'unhold',
    'remove-hold',
    'status',
  ],
  ...NEVER.map((text) => /^\/([a-z-]+)/.exec(text)?.[1] ?? ''),
]);
