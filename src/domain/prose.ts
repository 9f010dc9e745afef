/**
 * A sentence that remembers which of its words are ours.
 *
 * Verdicts, answers and headlines are prose, not Markdown: each sink (issue,
 * Slack, terminal) renders the spans in its own way and escapes, in one place,
 * whatever came from outside.
 */
export type Prose = readonly Span[];

export type Span =
  /** Our own words, written in the source; every sink shows them as they are. */
  | { readonly words: string }
  /** Somebody else's words: a title, a reason, a file's content. */
  | { readonly text: string }
  /** A value to be read letter for letter: a tag, a path, a command. */
  | { readonly code: string }
  /** A GitHub login, shown as a link to the profile; it never notifies anybody. */
  | { readonly person: string }
  | { readonly link: string; readonly label: string }
  | { readonly strong: string };

type Value = Span | Prose | string | number;

/**
 * Builds prose from a template: the literal parts are our words, and a plain
 * string put in is somebody else's.
 *
 * @example say`${code('Chart.yaml')} says ${found}`
 */
export function say(literals: TemplateStringsArray, ...values: readonly Value[]): Prose {
  return literals.flatMap((literal, index) => {
    const words: Prose = literal === '' ? [] : [{ words: literal }];
    const value = values[index];
    return value === undefined ? words : [...words, ...spansOf(value)];
  });
}

export function code(text: string): Span {
  return { code: text };
}

export function person(login: string): Span {
  return { person: login };
}

export function link(label: string, url: string): Span {
  return { link: url, label };
}

export function strong(text: string): Span {
  return { strong: text };
}

/** Joins prose as a list is spoken: `a, b and c`. */
export function list(items: readonly Prose[], last: 'and' | 'or' = 'and'): Prose {
  return items.flatMap((item, index) => {
    if (index === 0) return item;
    const words = index === items.length - 1 ? ` ${last} ` : ', ';
    return [{ words }, ...item];
  });
}

/** Values as a list is spoken, each to be read letter for letter. */
export function codes(texts: readonly string[], last?: 'and' | 'or'): Prose {
  return list(
    texts.map((text) => say`${code(text)}`),
    last,
  );
}

/** People as a list is spoken; whoever comes after the first `most` is only counted. */
export function persons(
  people: readonly { readonly login: string }[],
  last?: 'and' | 'or',
  most = people.length,
): Prose {
  const shown = list(
    people.slice(0, most).map(({ login }) => say`${person(login)}`),
    last,
  );
  return people.length > most ? say`${shown} and ${people.length - most} more` : shown;
}

/** The words alone, for logs and terminals. */
export function plain(prose: Prose): string {
  return prose.map(plainSpan).join('');
}

function plainSpan(span: Span): string {
  if ('words' in span) return span.words;
  if ('text' in span) return span.text;
  if ('code' in span) return span.code;
  if ('person' in span) return span.person;
  if ('link' in span) return span.label;
  return span.strong;
}

function spansOf(value: Value): Prose {
  if (typeof value === 'string') return [{ text: value }];
  if (typeof value === 'number') return [{ words: String(value) }];
  return isProse(value) ? value : [value];
}

function isProse(value: Span | Prose): value is Prose {
  return Array.isArray(value);
}
