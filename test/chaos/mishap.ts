/** What becomes of one request on its way. */
export type Mishap =
  | { readonly kind: 'none' }
  /** 502, and nothing was done. */
  | { readonly kind: 'refuse' }
  /** The connection breaks, and nothing was done. */
  | { readonly kind: 'reset' }
  | { readonly kind: 'rate-limit'; readonly status: 403 | 429; readonly seconds: number }
  /** It takes its time to arrive, and arrives although whoever sent it is dead by then. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Its answer takes its time. */
  | { readonly kind: 'slow-answer'; readonly ms: number }
  | { readonly kind: 'effect-then-502' }
  | { readonly kind: 'effect-then-reset' }
  /** What it reads was true a while ago. */
  | { readonly kind: 'stale'; readonly ms: number };
