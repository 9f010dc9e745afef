import type { ImageBlock, ImageList } from './image-list.ts';
import { lineAt } from './ruled-text.ts';
import { quoteOf, writeScalar } from './scalar.ts';

/** The `- name:` line of a new image, written like that of another one. */
export function nameLine(list: ImageList, like: ImageBlock | undefined, name: string): string {
  if (like === undefined) return `- name: ${writeScalar(name, '')}`;
  const [, head = '- name: ', quote = ''] =
    /^( *- +name: +)(["']?)/.exec(lineAt(list, like.line)) ?? [];
  return `${head}${writeScalar(name, quoteOf(quote))}`;
}

/** The `dmap:` line below a `- name:` line that is written like that of another image. */
export function dmapLine(list: ImageList, like: ImageBlock | undefined): string {
  return `${' '.repeat(keyColumn(list, like))}dmap:`;
}

/** The column, from 0, at which the keys of an image stand. */
export function keyColumn(list: ImageList, image: ImageBlock | undefined): number {
  const line = image === undefined ? undefined : list.lines[image.line - 1];
  return line?.kind === 'name' ? line.keyColumn : '- '.length;
}
