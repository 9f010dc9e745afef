import { code, link, type Span } from './prose.ts';

/** Where something that was published can be had. */
export interface Address {
  /** What people type or read: an image with its tag, the name of a page. */
  readonly label: string;
  /** Undefined for what no browser opens. */
  readonly url?: string;
}

/** An address as part of a sentence. */
export function showAddress({ label, url }: Address): Span {
  return url === undefined ? code(label) : link(label, url);
}
