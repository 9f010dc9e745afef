import type { Clock } from '../../../plugin/clock.ts';
import type { Scope } from '../governor/ask.ts';
import type { Governor } from '../governor.ts';

/** What all clients of one GitHub server share. */
export interface Line {
  /** The REST address: `https://api.github.com`, or `https://HOST/api/v3`. */
  readonly baseUrl: string;
  readonly governor: Governor;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
}

/** Gives the token to send, for it expires; `fresh`: the one given before is not accepted any more. */
export type Token = (options: { readonly fresh: boolean }) => Promise<string>;

/** Who sends the requests of a client. */
export interface Caller {
  readonly scope: Scope;
  /** Undefined: none is sent. */
  readonly token: Token | undefined;
}
