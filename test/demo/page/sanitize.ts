import { targetOf } from './addresses.ts';
import { escapeHtml, unescapeHtml } from './html.ts';

/** Elements that may stand in a text, each with those of which one must be around it. */
const ALLOWED: Readonly<Record<string, readonly string[] | 'anywhere'>> = {
  ...anywhere('p br hr h1 h2 h3 h4 h5 h6 strong b em i del code pre kbd sub sup'),
  ...anywhere('blockquote ul ol a details table div span'),
  li: ['ul', 'ol'],
  summary: ['details'],
  ...Object.fromEntries(['thead', 'tbody', 'tr', 'th', 'td'].map((name) => [name, ['table']])),
};
const EMPTY = new Set(['br', 'hr']);

/** What the renderer of Markdown makes itself, by class, with what else belongs to it. */
const CLASSES: Readonly<Record<string, string>> = {
  'alert note': '',
  'alert tip': '',
  'alert important': '',
  'alert warning': '',
  'alert caution': '',
  'alert-title': '',
  task: ' role="img" aria-label="to do"',
  'task done': ' role="img" aria-label="done"',
};

/** A comment, a tag that is well formed, or a bracket that belongs to neither. */
const PIECE = /<!--[\s\S]*?-->|<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*\/?>|</gi;
const ATTRIBUTE = /([a-z-]+)(?:="([^"]*)")?/gi;

/** An element that waits for its end. */
interface Open {
  readonly name: string;
  readonly end: string;
}

/**
 * Keeps of markup what harms nobody. Tags are not copied but written anew from a
 * short list, without attributes but the few named here, and closed in order; every other
 * `<` becomes text, so that people see what somebody tried. Comments vanish.
 */
export function sanitize(markup: string, forge: string): string {
  const open: Open[] = [];
  const text = markup.replace(PIECE, (piece, slash?: string, tag?: string, written?: string) => {
    if (piece.startsWith('<!--')) return '';
    const name = tag?.toLowerCase() ?? '';
    if (!Object.hasOwn(ALLOWED, name)) return escapeHtml(piece);
    if (slash === '/') return closed(open, name);
    return opened(open, name, elementFor(name, written ?? '', forge));
  });
  const rest = open.toReversed().map(({ end }) => end);
  return text + rest.join('');
}

function opened(open: Open[], name: string, { tag, attributes }: Element): string {
  const around = ALLOWED[name] ?? [];
  if (around !== 'anywhere' && !open.some((each) => around.includes(each.name))) return '';
  if (!EMPTY.has(name)) open.push({ name, end: `</${tag}>` });
  return `<${tag}${attributes}>`;
}

/** Closes the last element of this name, and all within it; nothing where there is none. */
function closed(open: Open[], name: string): string {
  const at = open.findLastIndex((each) => each.name === name);
  const ends = at < 0 ? [] : open.splice(at);
  return ends
    .toReversed()
    .map(({ end }) => end)
    .join('');
}

interface Element {
  readonly tag: string;
  /** With a blank before each. */
  readonly attributes: string;
}

function elementFor(name: string, written: string, forge: string): Element {
  const attributes = new Map(
    [...written.matchAll(ATTRIBUTE)].map(([, key = '', value = '']) => [key.toLowerCase(), value]),
  );
  if (name === 'a') return linkFor(unescapeHtml(attributes.get('href') ?? ''), forge);
  if (name === 'details' && attributes.has('open')) return { tag: name, attributes: ' open' };
  const known = attributes.get('class') ?? '';
  if (!Object.hasOwn(CLASSES, known)) return { tag: name, attributes: '' };
  return { tag: name, attributes: ` class="${known}"${CLASSES[known]}` };
}

function linkFor(href: string, forge: string): Element {
  const target = targetOf(href, forge);
  if (target === undefined) return { tag: 'span', attributes: '' };
  const outside = target.isOutside ? ' target="_blank" rel="noopener noreferrer nofollow"' : '';
  return { tag: 'a', attributes: ` href="${escapeHtml(target.href)}"${outside}` };
}

function anywhere(names: string): Readonly<Record<string, 'anywhere'>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, 'anywhere' as const]));
}
