import type { Word } from '../list/yaml-source.ts';
import { isImageTag } from '../reference.ts';

const FULL_VERSION = /^((v?[0-9]+)\.[0-9]+)\.[0-9]/;

/**
 * Which series the versions on one digest belong to: `v0.1` and `v0` for `v0.1.2`,
 * each with that version. A tag that is one of them was made to be moved along.
 */
export function seriesOn(tags: readonly Word[]): ReadonlyMap<string, string> {
  const series = new Map<string, string>();
  for (const { text } of tags) {
    if (!isImageTag(text)) continue;
    const [, minor, major] = FULL_VERSION.exec(text) ?? [];
    if (minor !== undefined) series.set(minor, text);
    if (major !== undefined) series.set(major, text);
  }
  return series;
}
