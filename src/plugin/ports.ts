import type { Person } from '../domain/release.ts';
import type { Chat } from './chat.ts';
import type { Forge } from './forge.ts';
import type { Proposals } from './proposals.ts';
import type { Registry } from './registry.ts';
import type { Signatures } from './signatures.ts';

/**
 * The doors to the outside. A plug-in names the few it uses in the type of its
 * parameter, so that its file says what it can touch.
 */
export interface Ports {
  /** The repository that is released. */
  readonly forge: Forge;
  readonly proposals: Proposals;
  /** Registries with the operator's credentials. */
  readonly registry: Registry;
  /** Registries as anybody sees them, without credentials. */
  readonly publicRegistry: Registry;
  readonly signatures: Signatures;
  /** Undefined where the operator has set up no chat. */
  readonly chat: Chat | undefined;
  readonly groups: Groups;
}

/** Groups of the process as they stand now, on the default branch. */
export interface Groups {
  /** @throws RingmasterError `owners-invalid` where the file cannot be trusted: then nobody is a member. */
  members(group: string): Promise<readonly Person[]>;
}
