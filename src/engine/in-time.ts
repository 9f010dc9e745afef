import { RingmasterError } from '../domain/errors.ts';
import type { Instant } from '../domain/time.ts';
import type { Ports } from '../plugin/ports.ts';

/** The doors through which something is changed, by the way to them. */
const WRITES = {
  issues: ['open', 'edit', 'close', 'comment', 'editComment', 'removeComment', 'react'],
  releases: ['draft', 'redraft', 'publish'],
  proposals: ['propose', 'hold', 'resume'],
  chat: ['post'],
} as const;

/** Says what time it is, and until when a write may be begun. */
export interface Deadline {
  now(): Instant;
  readonly until: Instant;
}

/**
 * The same doors, through which no write goes any more after a moment. A worker
 * that was slow, or slept, must not change anything when another one has begun to
 * look whether it did.
 */
export function inTime(ports: Ports, deadline: Deadline): Ports {
  const { forge, proposals, chat } = ports;
  return {
    ...ports,
    forge: {
      ...forge,
      issues: guarded(forge.issues, WRITES.issues, deadline),
      releases: guarded(forge.releases, WRITES.releases, deadline),
    },
    proposals: guarded(proposals, WRITES.proposals, deadline),
    chat: chat === undefined ? undefined : guarded(chat, WRITES.chat, deadline),
  };
}

function guarded<Door extends object>(
  door: Door,
  writes: readonly (string & keyof Door)[],
  { now, until }: Deadline,
): Door {
  const names: readonly (string | symbol)[] = writes;
  return new Proxy(door, {
    get(target, name): unknown {
      const found: unknown = Reflect.get(target, name);
      if (!names.includes(name) || typeof found !== 'function') return found;
      return (...args: unknown[]) => {
        if (now() > until) return Promise.reject(tooLate(String(name)));
        return Reflect.apply(found, target, args);
      };
    },
  });
}

function tooLate(what: string): RingmasterError {
  return new RingmasterError(
    'outside-unreachable',
    `too late to ${what}; the next attempt begins anew`,
  );
}
