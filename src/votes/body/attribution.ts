/** Verbs with which mail programs introduce what they quote, without accents. */
const WROTE =
  /(?<!\p{L})(?:wrote|writes|schrieb|schreibt|ecrit|escribio|ha scritto|scrive|escreveu|schreef|skrev|skriver|napisal(?:\(?a\)?)?|napisał\(?a?\)?|napsal\(?a?\)?|пишет|писал\(?а?\)?|написал\(?а?\)?|yazdi|kirjoitti|irta|a scris)(?!\p{L})|写道|書きました|のメール|作成|작성|님이 쓴 글/u;

/** Words with which such a line begins. */
const OPENER =
  /^(?:on|am|le|el|il|em|op|den|dne|w dniu|kl|il giorno|на|у|\d{4}|\d{1,2}[./]|pada|at|in)(?!\p{L})/u;

const DATE = /(?<!\d)(?:19|20)\d\d(?!\d)|\d{1,2}[:.]\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}/;

const ADDRESS = /[^\s<>()@]@[^\s<>()@]/;

/** Such a line is not longer; programs break it into three at most. */
const LONGEST = 300;
const MOST_LINES = 3;

/**
 * The index of the last line of “On … Jane wrote:” in any of many languages, where such
 * a line begins at `at`; undefined where none does.
 */
export function attributionEnd(lines: readonly string[], at: number): number | undefined {
  const first = plain(lines[at] ?? '');
  const most = mayGoOn(first) ? MOST_LINES : 1;
  let joined = '';
  for (const [index, line] of lines
    .slice(at, at + most)
    .map(plain)
    .entries()) {
    if (line === '' || joined.length + line.length > LONGEST) return undefined;
    joined = `${joined} ${line}`.trimStart();
    if (/[:：]$/.test(joined) && introduces(joined)) return at + index;
  }
  return undefined;
}

/** Only what begins like such a line may be one together with the lines below. */
function mayGoOn(first: string): boolean {
  return (OPENER.test(first) && /\d/.test(first)) || (ADDRESS.test(first) && DATE.test(first));
}

function introduces(text: string): boolean {
  const hasDate = DATE.test(text);
  const hasAddress = ADDRESS.test(text);
  if (hasDate && hasAddress) return true;
  if (!WROTE.test(text)) return false;
  return hasDate || hasAddress || OPENER.test(text) || isName(text);
}

/** “Jane Doe wrote:” and nothing else. */
function isName(text: string): boolean {
  return text.split(' ').length <= 6 && !/^(?:i|as|like|you|we|he|she|they)(?!\p{L})/u.test(text);
}

/** Lower case without accents; blanks as one. */
export function plain(line: string): string {
  return line
    .slice(0, LONGEST + 1)
    .normalize('NFD')
    .replace(/[\u0300-\u036f\p{Cf}]/gu, '')
    .normalize('NFC')
    .replace(/[*_\s]+/g, ' ')
    .trim()
    .toLowerCase();
}
