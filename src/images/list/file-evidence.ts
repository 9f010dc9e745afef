import { disorder, type EntryOrder } from './entry-order.ts';
import type { ImageList } from './image-list.ts';
import { lineAt } from './ruled-text.ts';
import { compareText } from './version-order.ts';

/** What a whole list shows about the order of its entries, for images that show too little. */
export interface FileEvidence {
  /** How many neighbours in the whole file stand against an order. */
  disorder(order: EntryOrder): number;
  /** How many neighbours there are in the whole file. */
  readonly pairs: number;
  /** Whether the file looks as the promotion tool writes it, down to the last blank. */
  readonly machineWritten: boolean;
}

/**
 * Gathers the evidence of a list.
 *
 * Each order is counted over all entries at most once, and only when asked
 * for, because most edits are decided by the image itself.
 */
export function fileEvidence(list: ImageList): FileEvidence {
  const { blocks } = list;
  const counted = new Map<string, number>();
  const count = (order: EntryOrder) => {
    const key = `${order.by} ${order.descending}`;
    const known = counted.get(key);
    if (known !== undefined) return known;
    const sum = blocks.reduce((total, { entries }) => total + disorder(order, entries), 0);
    counted.set(key, sum);
    return sum;
  };
  const pairs = blocks.reduce((total, { entries }) => total + Math.max(0, entries.length - 1), 0);
  const machineWritten =
    looksMachineWritten(list) && count({ by: 'text', descending: false }) === 0;
  return { disorder: count, pairs, machineWritten };
}

/** How many names stand before a smaller one. */
export function namesDisorder(names: readonly string[]): number {
  let count = 0;
  for (let at = 1; at < names.length; at += 1)
    if (compareText(names[at - 1] ?? '', names[at] ?? '') > 0) count += 1;
  return count;
}

const SEVERAL_TAGS = /": \["[^" ]*"(?:,"[^" ]*")*\]$/;

/** Two lines an image and one an entry, nothing else, images by name, as kpromo has written since 2022. */
function looksMachineWritten(list: ImageList): boolean {
  const { text, lines, blocks } = list;
  if (text.includes('\r') || namesDisorder(blocks.map(({ name }) => name)) > 0) return false;
  return lines.every((line, index) => {
    switch (line.kind) {
      case 'entry':
        return line.column === 4 && (line.sound || SEVERAL_TAGS.test(lineAt(list, index + 1)));
      case 'name':
        return lineAt(list, index + 1) === `- name: ${line.name}`;
      case 'dmap':
        return line.column === 2;
      default:
        return line.kind === 'blank' && index === lines.length - 1;
    }
  });
}
