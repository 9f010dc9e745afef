import { PROJECT } from '../../stage/scenery.ts';

/** Where a link leads: `#…` on the page itself, or outside. */
export interface Target {
  readonly href: string;
  readonly isOutside: boolean;
}

interface Numbered {
  readonly repository: string;
  readonly number: number;
}

/** The place of an issue or pull request on the page, as an element's id: `dra-example-driver-5`. */
export function threadId({ repository, number }: Numbered): string {
  const [, name = ''] = repository.split('/');
  return `${name.replace(/\W/g, '-')}-${number}`;
}

/** The place of a GitHub release on the page, as an element's id: `release-v0-1-0`. */
export function releaseId(tag: string): string {
  return `release-${tag.replace(/\W/g, '-')}`;
}

/** How people call it: `#5`, or `k8s.io#1` where it is not in the project. */
export function threadName({ repository, number }: Numbered): string {
  const [, name = ''] = repository.split('/');
  return repository === PROJECT ? `#${number}` : `${name}#${number}`;
}

/**
 * Where a link of a text should lead. The forge has an API but no pages: what it
 * would show is on the page itself, or nowhere.
 * @returns undefined where the link leads nowhere, or to something that is no web page.
 */
export function targetOf(href: string, forge: string): Target | undefined {
  if (!URL.canParse(href)) return undefined;
  const url = new URL(href);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  if (url.origin !== forge) return { href: url.href, isOutside: true };
  const [, repository, kind, rest = ''] =
    /^\/([^/]+\/[^/]+)\/(issues|pull|releases\/tag)\/(.+)$/.exec(url.pathname) ?? [];
  if (repository === undefined) return undefined;
  if (kind === 'releases/tag') return { href: `#${releaseId(rest)}`, isOutside: false };
  return { href: `#${threadId({ repository, number: Number(rest) })}`, isOutside: false };
}
