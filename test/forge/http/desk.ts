import type { Conformance, Violation } from '../conformance.ts';
import type { Faults } from '../faults/faults.ts';
import type { Site } from '../site.ts';
import type { Limits } from './limits.ts';
import type { Requests } from './requests.ts';
import type { Router } from './router.ts';

/** What answering requests needs beside the world itself. */
export interface Desk {
  readonly site: Site;
  readonly router: Router;
  readonly faults: Faults;
  readonly limits: Limits;
  readonly requests: Requests;
  /** Undefined where nothing is compared with GitHub's description. */
  readonly conformance: Conformance | undefined;
  readonly violations: Violation[];
  /** What was asked for that the forge does not have: operations, and GraphQL fields. */
  readonly unknown: string[];
}

/** One request as it came in. */
export interface Arrival {
  readonly method: string;
  /** As it was sent, still encoded, without an enterprise prefix. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/** Cuts the connection instead of answering. */
export const RESET = Symbol('reset');
