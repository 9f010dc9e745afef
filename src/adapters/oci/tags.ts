import { RingmasterError } from '../../domain/errors.ts';
import { formatReference, type ImageReference, isImageTag } from '../../images/reference.ts';
import type { Session } from './session.ts';

/** What is asked of a registry; some give fewer, some all at once. */
const PAGE = 1000;
const MOST_PAGES = 200;
/** Google's registries list every manifest of the repository beside the tags. */
const PAGE_LIMIT = 32 * 1024 * 1024;

/**
 * Every tag of a repository, page after page; none where it does not exist.
 * @throws RingmasterError `outside-garbled` for what is no list of tags, or one without end.
 */
export async function readTags(session: Session, repository: ImageReference): Promise<string[]> {
  const { host, path } = repository;
  const name = formatReference({ host, path });
  const tags = new Set<string>();
  let rest: string | undefined = `tags/list?n=${PAGE}`;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await session.read(repository, { method: 'GET', path: rest, limit: PAGE_LIMIT });
    if (answer === undefined && page === 0) return [];
    if (answer === undefined) throw garbled(name, 'breaks off: its next page is missing');
    for (const tag of tagsIn(answer.bytes, name)) tags.add(tag);
    rest = nextPage(answer.headers.link, name);
    if (rest === undefined) return [...tags];
  }
  throw garbled(name, `goes on after ${MOST_PAGES} pages`);
}

function tagsIn(bytes: Uint8Array, name: string): readonly string[] {
  const tags = listed(bytes, name);
  return tags.map((tag) => {
    if (typeof tag === 'string' && isImageTag(tag)) return tag;
    throw garbled(name, 'holds something that is no tag');
  });
}

/** A repository without a tag has `null` for its list in registries written in Go. */
function listed(bytes: Uint8Array, name: string): readonly unknown[] {
  try {
    const page: { readonly tags?: unknown } = JSON.parse(new TextDecoder().decode(bytes));
    if (page.tags === null) return [];
    if (Array.isArray(page.tags)) return page.tags;
  } catch (cause) {
    throw garbled(name, 'is not JSON', cause);
  }
  throw garbled(name, 'has no "tags"');
}

/**
 * The path and query of the next page (RFC 8288). Only its query is taken
 * over: where the list of this repository is, is known, and a registry that
 * names another place is not followed there.
 */
function nextPage(link: string | string[] | undefined, name: string): string | undefined {
  const text = typeof link === 'string' ? link : (link ?? []).join(', ');
  const found = /<([^<>]*)>[^,<]*;\s*rel="?next"?/.exec(text);
  if (found === null) return undefined;
  const url = URL.parse(found[1] ?? '', 'https://registry.invalid/');
  if (url === null || url.search === '') throw garbled(name, 'has a next page that is no URL');
  return `tags/list${url.search}`;
}

function garbled(name: string, problem: string, cause?: unknown): RingmasterError {
  return new RingmasterError('outside-garbled', `The list of tags of ${name} ${problem}`, {
    cause,
  });
}
