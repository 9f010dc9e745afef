/** What a test is called in its source: letter for letter, or with parts that are put in when it runs. */
export type Title =
  | { readonly is: 'literal'; readonly text: string }
  /** The pieces between what is put in; `test(title, …)` has two empty ones. */
  | { readonly is: 'template'; readonly pieces: readonly string[] };

const CALL =
  /(?<![\w.'"`])(?:test|it)\(\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`|[a-z]\w*(?:\.\w+\([^)]*\))?\s*,)/g;

const COMMENT = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;

/** The tests of a source file. What is commented out, skipped or still to be written is none. */
export function titlesIn(source: string): readonly Title[] {
  return [...source.replace(COMMENT, '').matchAll(CALL)].map(([, single, double, template]) => {
    const text = single ?? double;
    if (text !== undefined) return { is: 'literal', text: unescaped(text) };
    if (template === undefined) return { is: 'template', pieces: ['', ''] };
    const pieces = piecesOf(template).map(unescaped);
    return pieces.length === 1
      ? { is: 'literal', text: pieces[0] ?? '' }
      : { is: 'template', pieces };
  });
}

/**
 * Whether a source file has a test of this name.
 *
 * A name may be the title of a table's row: then what is put in must stand in the
 * source too, between quotes. Where it is computed, the name says `*` instead.
 */
export function hasTest(source: string, name: string): boolean {
  return titlesIn(source).some((title) =>
    title.is === 'literal' ? title.text === name : fits(title.pieces, name, source),
  );
}

function fits(pieces: readonly string[], name: string, source: string): boolean {
  if (name === pieces.join('*')) return name !== '*';
  const pattern = new RegExp(`^${pieces.map(escaped).join('(.+?)')}$`, 's');
  const [, ...put] = pattern.exec(name) ?? [];
  return put.length > 0 && put.every((text) => isWritten(text, source));
}

/** Whether a text stands in a source as a string, or as a key of a table. */
function isWritten(text: string, source: string): boolean {
  const quoted = ["'", '"', '`'].map((quote) => `${quote}${text}${quote}`);
  return quoted.some((each) => unescaped(source).includes(each)) || isKey(text, source);
}

function isKey(text: string, source: string): boolean {
  return /^\w+$/.test(text) && new RegExp(`(?:^|[{,])\\s*${text}: `, 'm').test(source);
}

/** A template without what is put in. */
function piecesOf(template: string): readonly string[] {
  return template.split(/\$\{(?:[^{}]|\{[^{}]*\})*\}/);
}

function unescaped(text: string): string {
  return text.replace(/\\(['"`\\])/g, '$1');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
