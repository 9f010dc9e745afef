import type { Understood } from './understand.ts';

/** The same for people: each line, then what is known of it, indented. */
export function inWords(lines: readonly Understood[]): string {
  if (lines.length === 0) return 'nothing here looks like a command';
  return lines
    .map((each) => [headline(each), ...details(each).map((text) => `    ${text}`)].join('\n'))
    .join('\n');
}

function headline(each: Understood): string {
  const { line, said } = each;
  if (!each.understood) return `line ${line}: ${said} is not understood: ${each.because}`;
  const whose = said === `/${each.command}` ? '' : `, a word of /${each.command}`;
  return `line ${line}: ${said} is understood${whose}`;
}

function details(each: Understood): readonly string[] {
  if (!each.understood) return each.nearest === undefined ? [] : [`near to it: ${each.nearest}`];
  const parts = Object.entries(each.parts).map(([keyword, text]) => `${keyword}: ${text}`);
  return [
    ...(each.note === '' ? [] : [`note: ${each.note}`]),
    ...parts,
    `who: ${each.who}; where: ${each.where}`,
    ...each.usage.map(({ line, effect }) => `${line}: ${effect}`),
  ];
}
