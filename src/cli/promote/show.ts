import { shortDigest } from '../../domain/digest.ts';
import { visible } from '../../show/safe-text.ts';
import type { Row } from './judge.ts';
import type { Plan } from './plan.ts';
import { nameOf } from './standing.ts';
import type { Wish } from './wish.ts';

/** What the plan says for people: where from and to, a table, and the lines that change. */
export function shownPlan(wish: Wish, plan: Plan): string {
  const { route, rows, diff } = plan;
  const list = wish.file ?? `${wish.list} on ${nameOf(wish.target)}`;
  const by = route.by === 'convention' ? ' (by convention: --staging-repo names another)' : '';
  const head = [
    `Staging     ${route.staging}${by}`,
    `Production  ${route.production}`,
    `List        ${list}`,
  ];
  const parts = [
    head.join('\n'),
    table(rows),
    ...leftOut(rows),
    ...(diff === '' ? [] : [shownDiff(diff)]),
  ];
  return parts.join('\n\n');
}

const STATES: Readonly<Record<Row['state'], string>> = {
  new: 'new',
  listed: 'in the list already',
  'left-out': 'left out',
  missing: 'NOT FOUND',
  refused: 'REFUSED',
};

function table(rows: readonly Row[]): string {
  const shown = rows.filter(({ state }) => state !== 'left-out').map(cells);
  const lines = [['IMAGE', 'TAG', 'DIGEST', 'PLATFORMS', 'STATE'], ...shown];
  const widths = lines[0]?.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, at) => cell.padEnd(widths?.[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cells({ look, state }: Row): string[] {
  const { image, tag, asked } = look;
  const digest = look.kind === 'present' ? `sha256:${shortDigest(look.found.digest)}` : '-';
  const isServed = look.kind === 'present' && look.served === look.found.digest;
  const notes = [
    ...(asked === tag ? [] : [`asked for as ${asked}`]),
    ...(state === 'new' && isServed ? ['production has it already'] : []),
  ];
  const words = notes.length === 0 ? STATES[state] : `${STATES[state]} (${notes.join(', ')})`;
  return [image, tag, digest, platformsOf(look), words].map(visible);
}

function platformsOf(look: Row['look']): string {
  if (look.kind !== 'present') return '-';
  if (look.found.kind !== 'index' && look.found.kind !== 'image') return look.found.kind;
  return shortPlatforms(look.found.parts.flatMap(({ platform }) => platform ?? []));
}

/** Platforms in few words: `linux/amd64,arm64 windows/amd64`. */
export function shortPlatforms(platforms: readonly string[]): string {
  const systems = Map.groupBy(new Set(platforms), (platform) => platform.split('/', 1)[0] ?? '');
  return [...systems]
    .map(([os, all]) => `${os}/${all.map((platform) => platform.slice(os.length + 1)).join(',')}`)
    .join(' ');
}

function leftOut(rows: readonly Row[]): readonly string[] {
  const reasons = Map.groupBy(
    rows.filter(({ state }) => state === 'left-out'),
    ({ reason }) => reason,
  );
  return [...reasons].map(([reason, all]) => {
    const names = all.map(({ look }) => `${look.image}:${look.tag}`);
    return visible(`Left out, because ${reason}: ${names.join(', ')}`);
  });
}

/** Line by line, because what would change the terminal may stand in anybody's list. */
function shownDiff(diff: string): string {
  return diff
    .trimEnd()
    .split('\n')
    .map((line) => visible(line.replace(/\r$/, '')))
    .join('\n');
}
