import type { Duration } from './time.ts';

interface Trouble {
  /** Who can do something about it. `nobody-yet`: it may pass by itself. */
  readonly audience: 'maintainer' | 'operator' | 'nobody-yet';
  /** Whether the same attempt may succeed later without anybody's doing. */
  readonly retry: boolean;
}

const TROUBLES = {
  'process-invalid': { audience: 'maintainer', retry: false },
  'owners-invalid': { audience: 'maintainer', retry: false },
  'edit-refused': { audience: 'maintainer', retry: false },
  'artifact-invalid': { audience: 'maintainer', retry: false },
  'settings-invalid': { audience: 'operator', retry: false },
  'access-missing': { audience: 'operator', retry: false },
  'address-refused': { audience: 'operator', retry: false },
  'store-busy': { audience: 'operator', retry: false },
  'outside-unreachable': { audience: 'nobody-yet', retry: true },
  'outside-garbled': { audience: 'nobody-yet', retry: true },
  'outside-limited': { audience: 'nobody-yet', retry: true },
  'outside-refused': { audience: 'maintainer', retry: false },
  'outcome-unknown': { audience: 'nobody-yet', retry: true },
  'lease-lost': { audience: 'nobody-yet', retry: true },
  overtaken: { audience: 'nobody-yet', retry: true },
} as const satisfies Record<string, Trouble>;

/** What went wrong, as a word that code may compare and tests may rely on. */
export type TroubleCode = keyof typeof TROUBLES;

/**
 * An error that somebody can act on, or that passes by itself.
 *
 * A closed gate is not an error but a verdict. Whatever is thrown and is not a
 * RingmasterError is a bug.
 */
export class RingmasterError extends Error {
  readonly code: TroubleCode;
  /** What to do now, as one sentence for the audience of this code. */
  readonly advice: string | undefined;
  /** How long it is useless to try again, in milliseconds; undefined where nobody knows. */
  readonly wait: Duration | undefined;

  constructor(
    code: TroubleCode,
    message: string,
    options: { advice?: string; cause?: unknown; wait?: Duration } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'RingmasterError';
    this.code = code;
    this.advice = options.advice;
    this.wait = options.wait;
  }

  get audience(): Trouble['audience'] {
    return TROUBLES[this.code].audience;
  }

  get retry(): boolean {
    return TROUBLES[this.code].retry;
  }
}

/** The message of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
