import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { sha256 } from '../../src/adapters/hash.ts';
import { decide } from '../../src/domain/decide.ts';
import { readHistory } from '../../src/domain/history.ts';
import { chain, type JournalEvent } from '../../src/domain/journal.ts';
import type { Process } from '../../src/domain/process.ts';
import { say } from '../../src/domain/prose.ts';
import type { Change } from '../../src/domain/release.ts';
import { after } from '../../src/domain/time.ts';
import { fail, needsYou, type Verdict } from '../../src/domain/verdict.ts';
import { issueBody } from '../../src/show/issue-body.ts';
import { BODY_LIMIT } from '../../src/show/limit.ts';
import { ALICE, BOB, candidate, NOW, processOf, release, step } from '../support/release.ts';

const SHIP = { name: 'ship', steps: [step('tag')], promote: [] };

interface Given {
  readonly changes?: readonly Change[];
  /** What is journaled after the candidate. */
  readonly events?: readonly JournalEvent[];
  readonly rings?: Process['rings'];
}

/** The tracking issue's block for a candidate with this changelog. */
function bodyWith(changes: readonly Change[]): string {
  return body({ changes });
}

function body({ changes = [], events = [], rings = [SHIP] }: Given): string {
  const history = readHistory(
    chain(
      undefined,
      [
        {
          kind: 'opened',
          release: release(),
          process: { blob: 'b', commit: 'c', text: 't' },
          rosters: {},
        },
        { kind: 'candidate', candidate: candidate({ changes }) },
        ...events,
      ],
      { at: NOW, hash: sha256 },
    ),
  );
  const [current] = history?.candidates ?? [];
  assert.ok(history !== undefined && current !== undefined);
  const process = processOf(rings);
  const decision = decide({
    process,
    artifacts: release().artifacts,
    current,
    observed: new Map(),
    now: NOW,
    closed: undefined,
    objections: history.objections,
    waivers: history.waivers,
  });
  return issueBody({ history, current, decision, links: { server: 'https://github.test' } });
}

function changelog(length: number, title: (index: number) => string): readonly Change[] {
  return Array.from({ length }, (_, index) => ({
    number: index + 1,
    title: title(index),
    author: 'mallory',
  }));
}

const HOSTILE = [
  '@acme/team, @alice and mail@alice',
  'fixes #1, acme/app#2 and GH-3',
  'see https://github.test/acme/app/issues/4 or www.evil.test',
  '![x](https://evil.test/x.png)<img src="https://evil.test/x.png">',
  '</details><script>alert(1)</script><!-- ringmaster:end -->',
  '[click](javascript:alert(1)) and [[a]]',
  '- [x] done\n\n# Heading\n> quote\n| a | b |\n|---|---|',
  '`code` and ``more',
];

/** Links of our own: pull requests, people, the commit and what is compared. */
const OURS = /^https:\/\/github\.test\/(?:acme\/app\/(?:pull|commit|compare)\/|mallory$|alice$)/;

describe('the tracking issue', () => {
  test('mentions nobody, links nothing and shows no picture that a changelog asks for', () => {
    const body = bodyWith(changelog(160, (index) => HOSTILE[index % HOSTILE.length] ?? ''));
    const shown = nodes(fromMarkdown(body));
    const html = shown.filter(({ type }) => type === 'html').map(({ value }) => value);
    assert.deepEqual(
      html.filter((each) => !/^<\/?(?:details|summary|sub)\b/.test(String(each))),
      [],
    );
    assert.deepEqual(
      shown.filter(({ type }) => type === 'image' || type === 'imageReference'),
      [],
    );
    const links = shown.filter(({ type }) => type === 'link').map(({ url }) => String(url));
    assert.deepEqual(
      links.filter((url) => !OURS.test(url)),
      [],
    );
    assert.ok(links.length > 300, 'the changelog is there');
    const words = shown.filter(({ type }) => type === 'text').map(({ value }) => String(value));
    const said = words.join('\n').replaceAll(/^#\d+$/gm, '');
    assert.doesNotMatch(said, /@[A-Za-z0-9]|#\d|\bGH-\d|https?:\/\/|www\./i);
    assert.doesNotMatch(body, /<!--/);
  });

  test('says first who holds it up, and keeps what was settled', () => {
    const objection = (id: string, kind: 'hold' | 'concern', words: string) =>
      ({ kind: 'objected', objection: { id, kind, by: BOB, at: NOW, words } }) as const;
    const events = [
      objection('1/1', 'hold', '<!-- @alice -->'),
      objection('2/1', 'concern', 'arm64?'),
      { kind: 'lifted', objection: '2/1', by: ALICE, note: 'it starts' } as const,
    ];
    const text = body({ events });
    assert.match(text, /> \[!CAUTION\]\n> \*\*Blocked:\*\* held by \[bob\]/);
    assert.match(text, /\[bob\]\S+ or an owner says `\/unhold`/);
    assert.match(
      text,
      /Settled objections \(1\)[\s\S]*concern 1 of .*“arm64\?”; lifted by .*“it starts”/,
    );
    assert.doesNotMatch(text, /<!--|@alice|\*\*Running/);
  });

  for (const [title, length, words] of [
    ['ten thousand pull requests', 10_000, 'Share devices by time slices'],
    ['a thousand of nothing but pictures', 1000, '💥'.repeat(256)],
    ['two hundred of nothing but signs to escape', 200, '*'.repeat(256)],
  ] as const)
    test(`with ${title} is no longer than GitHub takes, and cuts no character in two`, () => {
      const body = bodyWith(changelog(length, () => words));
      assert.ok(body.length < BODY_LIMIT - 500, `${body.length}`);
      assert.ok(body.isWellFormed());
      assert.match(body, /left out: too long for GitHub/);
      assert.match(body, /What will be released/);
    });
});

interface Shown {
  readonly type: string;
  readonly value?: string;
  readonly url?: string;
  readonly children?: readonly Shown[];
}

function nodes(node: Shown): readonly Shown[] {
  return [node, ...(node.children ?? []).flatMap(nodes)];
}

describe('a gap of the record', () => {
  const gap = (from: string, until: string): JournalEvent => ({ kind: 'gap', from, until });

  test('stays visible for good, each on a line of its own', () => {
    const shown = body({
      events: [
        gap('2026-05-04T10:00:00.000Z', '2026-05-04T11:30:00.000Z'),
        gap('2026-05-05T01:00:00.000Z', '2026-05-05T02:00:00.000Z'),
        { kind: 'closed', as: 'released' },
      ],
    });
    assert.equal(shown.match(/^> \[!WARNING\]$/gm)?.length, 1);
    const [first, second, ...others] = shown.match(/^> \*\*The record has a gap\*\*.*$/gm) ?? [];
    assert.match(first ?? '', /from .*10:00.* to .*11:30.*should be said again/);
    assert.match(second ?? '', /from .*01:00.* to .*02:00/);
    assert.deepEqual(others, []);
  });

  test('that was over before the release opened is not its own', () => {
    const { openedAt } = release();
    const events = [gap(after(openedAt, -7_200_000), after(openedAt, -3_600_000))];
    assert.doesNotMatch(body({ events }), /gap/);
  });
});

describe('the next action', () => {
  const PROPOSE = { name: 'propose', steps: [], promote: [step('owners', { verb: 'approve' })] };
  const inShip: JournalEvent = { kind: 'ring', candidate: 1, ring: 'ship' };
  const noted = (of: string, verdict: Verdict): JournalEvent => ({
    kind: 'verdict',
    candidate: 1,
    step: of,
    verdict,
    data: {},
  });
  const bodyAfter = (...events: readonly JournalEvent[]) =>
    body({ rings: [PROPOSE, SHIP], events: [inShip, ...events] });

  test('is that of an earlier ring where somebody has to act there again', () => {
    const shown = bodyAfter(
      noted('owners', needsYou(say`1 of 2, bob took it back`)),
      noted('tag', needsYou(say`push the tag`)),
    );
    assert.match(shown, /\*\*Next:\*\* \*\*owners\*\* — 1 of 2, bob took it back/);
  });

  test('is what failed, in whatever ring that is', () => {
    const asked = noted('owners', needsYou(say`1 of 2`));
    const shown = bodyAfter(asked, noted('tag', fail(say`it is lightweight`)));
    assert.match(shown, /\*\*Blocked:\*\* \*\*tag\*\*/);
    const before = bodyAfter(
      noted('owners', fail(say`nobody is left`)),
      noted('tag', fail(say`no`)),
    );
    assert.match(before, /\*\*Blocked:\*\* \*\*owners\*\*/);
  });
});
