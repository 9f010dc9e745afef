import { checkList, notUtf8 } from '../../images/check/check-list.ts';
import { decodeList } from '../../images/list/decode-list.ts';
import { countsOf, summaryOf } from '../../show/list-check.ts';
import { Misuse, remark, say } from '../../terminal.ts';
import { readInput, readJson } from '../shared/read-input.ts';
import { readFacts } from './facts.ts';
import { FORMATS } from './formats.ts';

export interface Asked {
  readonly after: string;
  readonly before: string | undefined;
  readonly facts: string | undefined;
  readonly format: string;
}

/** @returns the exit status: 0 no error, 1 at least one. */
export async function check({ after, before, facts, format }: Asked): Promise<number> {
  if (!isFormat(format)) throw new Misuse(`--format takes ${Object.keys(FORMATS).join(', ')}`);
  if ([after, before, facts].filter((path) => path === '-').length > 1)
    throw new Misuse('only one of the files can be read from standard input');
  const now = decodeList(await readInput(after));
  const checked =
    'text' in now
      ? checkList({
          after: now.text,
          before: before === undefined ? undefined : await textBefore(before),
          facts: facts === undefined ? undefined : readFacts(facts, await readJson(facts)),
        })
      : notUtf8(now.strangeLine);
  const printed = FORMATS[format](after, checked);
  if (printed !== '') say(printed);
  for (const line of summaryOf(checked)) remark(line);
  return countsOf(checked).errors > 0 ? 1 : 0;
}

function isFormat(word: string): word is keyof typeof FORMATS {
  return Object.hasOwn(FORMATS, word);
}

async function textBefore(path: string): Promise<string> {
  const decoded = decodeList(await readInput(path));
  if ('text' in decoded) return decoded.text;
  throw new Misuse(`${path} is not UTF-8, from line ${decoded.strangeLine} on`);
}
