import { namedParts } from '../../gates/staged/named-parts.ts';
import { addToList } from '../../images/list/add-to-list.ts';
import { unifiedDiff } from '../../images/list/unified-diff.ts';
import type { Promoted } from '../../publishers/image-promotion/additions.ts';
import { asListed } from '../../publishers/image-promotion/list-state.ts';
import type { Row } from './judge.ts';
import type { Present } from './look.ts';
import { existingProposal } from './own-proposal.ts';
import { rivalsAmong } from './rivals.ts';
import type { Route } from './route.ts';
import type { Standing } from './standing.ts';
import type { Wish } from './wish.ts';

/** What a promotion would do, and what speaks against it. */
export interface Plan {
  readonly route: Route;
  readonly rows: readonly Row[];
  readonly additions: readonly Promoted[];
  /** The list as it is to be; what it was where there are problems. */
  readonly content: string;
  /** Empty where nothing changes. */
  readonly diff: string;
  /** `none`: everything is there already, in the list or in our own pull request. */
  readonly step: 'open' | 'update' | 'none';
  /** With any of these nothing is promoted. */
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

interface Judged {
  readonly wish: Wish;
  readonly standing: Standing;
  readonly route: Route;
  readonly rows: readonly Row[];
}

/**
 * Puts together what was found.
 * @throws RingmasterError `edit-refused` where the list cannot be continued safely.
 */
export function planOf({ wish, standing, route, rows }: Judged): Plan {
  const before = standing.text;
  const additions = additionsIn(rows);
  const own = existingProposal(standing, additions);
  const problems = [...problemsIn(rows), ...unmet(wish, rows), ...own.problems];
  const warnings = [...doubts(rows), ...own.warnings, ...rivalsAmong(standing, wish)];
  const given = { route, rows, additions, problems, warnings };
  if (problems.length > 0) return { ...given, content: before ?? '', diff: '', step: 'none' };
  const edit = addToList(before ?? '', asListed(additions));
  const diff = unifiedDiff({ before, edit, path: wish.list });
  return { ...given, content: edit.text, diff, step: diff === '' ? 'none' : own.step };
}

function additionsIn(rows: readonly Row[]): readonly Promoted[] {
  return rows.flatMap(({ look, state }) =>
    state === 'new' && look.kind === 'present' ? promotedOf(look) : [],
  );
}

function promotedOf({ image, tag, found, promotion }: Present): Promoted {
  const platforms = namedParts(found).map(({ name, digest }) => ({ platform: name, digest }));
  return { image, tag, digest: found.digest, platforms, promotion };
}

function problemsIn(rows: readonly Row[]): readonly string[] {
  return rows
    .filter(({ state }) => state === 'missing' || state === 'refused')
    .map(({ look, reason }) => `${look.image}:${look.tag}: ${reason}`);
}

/** Tags and digests that were asked for and are nowhere; what a row says already is not said again. */
function unmet({ tags, digests }: Wish, rows: readonly Row[]): readonly string[] {
  const told = new Set(
    rows.filter(({ state }) => state !== 'left-out').map(({ look }) => look.asked),
  );
  const found = new Set<string>(
    rows.flatMap(({ look }) => (look.kind === 'present' ? look.found.digest : [])),
  );
  return [
    ...tags
      .filter(({ asked }) => !told.has(asked) && !isMet(asked, rows))
      .map(({ asked }) => `no image has the tag ${asked}`),
    ...digests
      .filter((digest) => !found.has(digest))
      .map((digest) => `no image has ${digest} under ${tags.map(({ tag }) => tag).join(' or ')}`),
  ];
}

function isMet(asked: string, rows: readonly Row[]): boolean {
  return rows.some(({ look }) => look.asked === asked && look.kind === 'present');
}

/** What is no reason to refuse, and still worth a look. */
function doubts(rows: readonly Row[]): readonly string[] {
  return rows.flatMap(({ look, state }) => {
    if (state !== 'new' || look.kind !== 'present') return [];
    const { image, tag, found } = look;
    return [
      ...(/[0-9]/.test(tag) ? [] : [`${image}:${tag}: a tag without a version is likely to move`]),
      ...(isAloneAtFirst(look)
        ? [
            `${image}:${tag} is its first version here and runs on ${found.parts[0]?.platform ?? 'one platform'} alone`,
          ]
        : []),
    ];
  });
}

/** Whether it is one platform, and there is no version before to say that this is enough. */
export function isAloneAtFirst({ found, before }: Present): boolean {
  return found.kind !== 'chart' && before === undefined && found.parts.length === 1;
}
