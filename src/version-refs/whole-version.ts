/**
 * How a version stands in a line.
 *
 * `whole`: by itself, at most with a leading `v` or words around it, such as
 * `golang:1.26.5-trixie`. `series`: it has two numbers and the line a version of
 * that series, as 1.26 has 1.26.5. `part`: only inside a longer version, as
 * 0.12.3 in 10.12.30. `absent`: not at all.
 */
export type Standing = 'whole' | 'series' | 'part' | 'absent';

export interface Occurrence {
  readonly at: number;
  readonly standing: Exclude<Standing, 'absent'>;
}

/** How many characters on either side decide whether a version goes on there. */
const REACH = 24;

/** In a line with more occurrences than this, the rest is not looked at. */
const MOST_OCCURRENCES = 1_000;

/** Words that make another version of the one before them, whoever writes it. */
const STAGES =
  'alpha|beta|rc|cr|pre|preview|dev|snapshot|canary|nightly|next|milestone|post|ea|eap';
const STAGE_BEHIND = new RegExp(`^[-._~]?(?:${STAGES})(?![A-Za-z])`, 'i');
const STAGE_BEFORE = new RegExp(`[0-9._~-](?:${STAGES})[.-]?$`, 'i');

const SERIES = /^[A-Za-z]*\d+\.\d+$/;

/** The best that can be said of a version in a line. */
export function standingOf(line: string, version: string): Standing {
  const found = occurrencesOf(line, version).map(({ standing }) => standing);
  return (['whole', 'series', 'part'] as const).find((each) => found.includes(each)) ?? 'absent';
}

/** The line with another version wherever the old one stands whole; the rest stays. */
export function replaceWhole(line: string, old: string, version: string): string {
  let [text, copied] = ['', 0];
  for (const { at, standing } of occurrencesOf(line, old)) {
    if (standing !== 'whole' || at < copied) continue;
    text += line.slice(copied, at) + version;
    copied = at + old.length;
  }
  return text + line.slice(copied);
}

/** The longer version that holds a version as its part, for people to read; undefined where none does. */
export function longerIn(line: string, version: string): string | undefined {
  const inside = occurrencesOf(line, version).find(({ standing }) => standing !== 'whole');
  if (inside === undefined) return undefined;
  const [before, behind] = around(line, inside.at, version);
  const start = /[0-9A-Za-z.+~_-]*$/.exec(before)?.[0] ?? '';
  const end = /^[0-9A-Za-z.+~_-]*/.exec(behind)?.[0] ?? '';
  return `${start}${version}${end}`.replace(/[.-]+$/, '');
}

function occurrencesOf(line: string, version: string): readonly Occurrence[] {
  const found: Occurrence[] = [];
  if (version === '') return found;
  for (let at = line.indexOf(version); at >= 0; at = line.indexOf(version, at + 1)) {
    found.push({ at, standing: standingAt(line, at, version) });
    if (found.length === MOST_OCCURRENCES) break;
  }
  return found;
}

function standingAt(line: string, at: number, version: string): Occurrence['standing'] {
  const [before, behind] = around(line, at, version);
  if (isCutBefore(version, before) || isCutBehind(version, behind)) return 'part';
  if (!goesOn(version, behind)) return 'whole';
  return SERIES.test(version) ? 'series' : 'part';
}

function around(line: string, at: number, version: string): readonly [string, string] {
  const end = at + version.length;
  return [line.slice(Math.max(0, at - REACH), at), line.slice(end, end + REACH)];
}

/** Whether something before belongs to the same version: `1` to 0.12.3, `10.` to 12.3. */
function isCutBefore(version: string, before: string): boolean {
  if (/^[A-Za-z]/.test(version)) return /[0-9A-Za-z]$/.test(before);
  if (!/^\d/.test(version)) return false;
  if (/\d\.?$/.test(before) || STAGE_BEFORE.test(before)) return true;
  return !version.includes('.') && isCutBeforeNumber(before);
}

/** A bare number or a hash says less than 1.2.3, so less may stand before it; a `v` may. */
function isCutBeforeNumber(before: string): boolean {
  if (/(?:^|[^0-9A-Za-z])v$/i.test(before)) return false;
  return /[A-Za-z]$|[0-9A-Za-z]\.$|\d[+~-]$/.test(before);
}

/** Whether its last number or word goes on: `4` behind v1.2.3. */
function isCutBehind(version: string, behind: string): boolean {
  if (/\d$/.test(version)) return /^\d/.test(behind);
  return /[A-Za-z]$/.test(version) && /^[0-9A-Za-z]/.test(behind);
}

/** Whether a further part follows: `.5`, `rc1`, `-alpha.0`, `-1`. Build metadata makes no other version. */
function goesOn(version: string, behind: string): boolean {
  if (/\d$/.test(version)) return /^[.~-]\d|^~?[A-Za-z]/.test(behind) || STAGE_BEHIND.test(behind);
  return /\d/.test(version) && /^[.~-]\d/.test(behind);
}
