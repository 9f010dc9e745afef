import { type Answer, type Call, ok } from './route.ts';

const DEFAULT_PAGE = 30;
const LARGEST_PAGE = 100;

/** One page of a list, with GitHub's `Link` header to the others. */
export function pageOf<T>(
  call: Call,
  items: readonly T[],
): { items: T[]; link: string | undefined } {
  const perPage = Math.min(positive(call.query.get('per_page'), DEFAULT_PAGE), LARGEST_PAGE);
  const page = positive(call.query.get('page'), 1);
  const last = Math.max(1, Math.ceil(items.length / perPage));
  const relations = [
    ...(page > 1 ? [linkTo(call, Math.min(page - 1, last), 'prev')] : []),
    ...(page < last ? [linkTo(call, page + 1, 'next'), linkTo(call, last, 'last')] : []),
    ...(page > 1 ? [linkTo(call, 1, 'first')] : []),
  ];
  return {
    items: items.slice((page - 1) * perPage, page * perPage),
    link: relations.length === 0 ? undefined : relations.join(', '),
  };
}

/** A list as an answer: one page of it, each item shown. */
export async function paged<T>(
  call: Call,
  items: readonly T[],
  show: (item: T) => unknown,
): Promise<Answer> {
  const page = pageOf(call, items);
  const body = await Promise.all(page.items.map(show));
  return ok(body, page.link === undefined ? {} : { link: page.link });
}

function linkTo(call: Call, page: number, relation: string): string {
  const query = new URLSearchParams(call.query);
  query.set('page', String(page));
  return `<${call.site.url}${call.path}?${query}>; rel="${relation}"`;
}

function positive(text: string | null, fallback: number): number {
  const number = Number(text ?? fallback);
  return Number.isInteger(number) && number > 0 ? number : fallback;
}
