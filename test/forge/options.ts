import type { LimitOptions } from './http/limits.ts';

/** How a forge is to be; everything has a default. */
export interface ForgeOptions {
  /** The port on 127.0.0.1; any free one if not given. */
  readonly port?: number;
  /** The forge's clock, in milliseconds since 1970; the machine's if not given. */
  readonly now?: () => number;
  /** Whether everything is compared with GitHub's OpenAPI description; on if not given. */
  readonly validate?: boolean;
  /** Whether a fork may use every object of its parent, as on GitHub; on if not given. */
  readonly sharedObjects?: boolean;
  /** Whether `mergeable` is null until it was asked once, as on GitHub; on if not given. */
  readonly lazyMergeability?: boolean;
  readonly limits?: LimitOptions;
  /** Delivers webhooks in another order than they happened; one seed is one order. */
  readonly shuffle?: { readonly seed: number; readonly longest?: number };
  /** What `html_url` begins with, for a page that shows the forge; its own address if not given. */
  readonly webUrl?: string;
}
