import type { Place } from './places.ts';

/** Elements that people see as a quote, a list, a table, a heading, code or a link, struck out, or not at all. */
const APART = new Set(
  'a blockquote code del details dl h1 h2 h3 h4 h5 h6 kbd ol pre q s samp strike summary table template tt ul'.split(
    ' ',
  ),
);

/** These stay in force when what stands around them ends, until their own end tag comes. */
const LASTING = new Set(['a', 'code', 's', 'strike', 'tt']);

/** More elements within one another than this are not told apart: all of them stay open. */
const DEEPEST = 200;

const NAME = /^<(\/?)([a-z][a-z0-9-]*)/i;

/**
 * The HTML elements that stand open at a point of a comment. Markdown goes on inside
 * of them behind a blank line; what is said there, people see as part of them.
 */
export class Enclosure {
  #open: string[] = [];
  #isLost: Place | undefined;

  /** The place of a line that begins now; undefined where no element stands open. */
  get place(): Place | undefined {
    const last = this.#open.at(-1);
    return this.#isLost ?? (last === undefined ? undefined : `<${last}>`);
  }

  /** From here on nobody can tell what ends; whatever is open, stays so. */
  lose(place: Place): void {
    this.#isLost ??= place;
  }

  /** Takes notice of a tag, written out. */
  read(tag: string): void {
    const [, slash, written = ''] = NAME.exec(tag) ?? [];
    const name = written.toLowerCase();
    if (!APART.has(name)) return;
    if (slash === '/') this.#close(name);
    else if (name !== 'a' || /\shref\b/i.test(tag)) this.#begin(name);
  }

  /** Takes over what stays in force when a quote, list item or heading around it ends. */
  adopt(inside: Enclosure): void {
    for (const name of inside.#open) if (LASTING.has(name)) this.#begin(name);
    if (inside.#isLost !== undefined) this.lose(inside.#isLost);
  }

  #begin(name: string): void {
    if (this.#open.length < DEEPEST) this.#open.push(name);
    else this.lose(`<${name}>`);
  }

  #close(name: string): void {
    const at = this.#open.lastIndexOf(name);
    if (at < 0) return;
    const inside = this.#open.slice(at + 1);
    this.#open.splice(at);
    this.#open.push(...inside.filter((each) => LASTING.has(each)));
  }
}

const TAG = new RegExp(`</?(?:${[...APART].join('|')})(?![a-z0-9-])`, 'i');

/** Whether a text may hold a tag that an enclosure takes notice of. */
export function mayEnclose(text: string): boolean {
  return text.includes('<') && TAG.test(text);
}
