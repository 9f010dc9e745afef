import { readFile } from 'node:fs/promises';

/** What the page consists of beside its markup: every file that is served. */
const FILES: Readonly<Record<string, URL>> = {
  '/page.js': new URL('./client/page.js', import.meta.url),
  '/forms.js': new URL('./client/forms.js', import.meta.url),
  '/morph.js': new URL('./client/morph.js', import.meta.url),
  '/places.js': new URL('./client/places.js', import.meta.url),
  '/base.css': new URL('./client/base.css', import.meta.url),
  '/page.css': new URL('./client/page.css', import.meta.url),
  '/people.css': new URL('./client/people.css', import.meta.url),
  '/guide.css': new URL('./client/guide.css', import.meta.url),
  '/rings.css': new URL('./client/rings.css', import.meta.url),
  '/tabs.css': new URL('./client/tabs.css', import.meta.url),
  '/threads.css': new URL('./client/threads.css', import.meta.url),
  '/comments.css': new URL('./client/comments.css', import.meta.url),
  '/markdown.css': new URL('./client/markdown.css', import.meta.url),
  '/forms.css': new URL('./client/forms.css', import.meta.url),
  '/panels.css': new URL('./client/panels.css', import.meta.url),
  '/faces.svg': new URL('./client/faces.svg', import.meta.url),
  '/icon.svg': new URL('./client/icon.svg', import.meta.url),
};

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
};

/** The style sheets, in the order in which they count. */
export const STYLES = Object.keys(FILES).filter((path) => path.endsWith('.css'));

/** @returns undefined where no such file is served. */
export async function fileAt(
  path: string,
): Promise<{ readonly text: string; readonly type: string } | undefined> {
  const file = Object.hasOwn(FILES, path) ? FILES[path] : undefined;
  if (file === undefined) return undefined;
  const type = TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'text/plain';
  return { text: await readFile(file, 'utf8'), type };
}
