import type { Forge } from '../../src/plugin/forge.ts';

/** A repository with people and history, and a way to act on it beside the port. */
export interface Scene {
  readonly forge: Forge;
  /** The App's own login. */
  readonly self: string;
  commit(file: string, content: string): Promise<string>;
  /** Merges a change by a pull request of bob's. @returns its number. */
  mergePull(title: string): Promise<number>;
  lightweightTag(name: string, commit: string): Promise<void>;
  annotatedTag(name: string, commit: string, message: string): Promise<void>;
  /** As bob. @returns number or id. */
  openIssue(title: string, body: string): Promise<number>;
  comment(issue: number, body: string): Promise<number>;
  readonly bob: { readonly id: number; readonly login: string };
}

/** Before everything that happens in a contract. */
export const LONG_AGO = '2000-01-01T00:00:00.000Z';
