import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { sha256 } from '../../src/adapters/hash.ts';
import { decide } from '../../src/domain/decide.ts';
import { readHistory } from '../../src/domain/history.ts';
import { chain } from '../../src/domain/journal.ts';
import type { Change } from '../../src/domain/release.ts';
import { issueBody } from '../../src/show/issue-body.ts';
import { BODY_LIMIT } from '../../src/show/limit.ts';
import { candidate, NOW, processOf, release, step } from '../support/release.ts';

/** The tracking issue's block for a candidate with this changelog. */
function bodyWith(changes: readonly Change[]): string {
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
      ],
      { at: NOW, hash: sha256 },
    ),
  );
  const [current] = history?.candidates ?? [];
  assert.ok(history !== undefined && current !== undefined);
  const process = processOf([{ name: 'ship', steps: [step('tag')], promote: [] }]);
  const decision = decide({
    process,
    artifacts: release().artifacts,
    current,
    observed: new Map(),
    now: NOW,
    closed: undefined,
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
