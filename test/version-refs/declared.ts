import assert from 'node:assert/strict';
import { stringify } from 'yaml';
import type { Dependency } from '../../src/version-refs/dependency.ts';
import { readDependencies } from '../../src/version-refs/read-dependencies.ts';

/** An entry as a test writes it. */
export interface Entry {
  readonly name: string;
  readonly version: string;
  readonly refPaths: readonly { readonly path: string; readonly match?: string }[];
}

/** The text of a file that declares these entries. */
export function declaring(entries: readonly Entry[]): string {
  return stringify({ dependencies: entries });
}

/** What a text declares; the test fails where it has a mistake. */
export function dependenciesIn(text: string): readonly Dependency[] {
  const read = readDependencies(text);
  assert.ok('dependencies' in read, JSON.stringify(read));
  return read.dependencies;
}
