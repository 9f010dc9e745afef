/** How often a redirect is followed: a repository may have been renamed twice. */
const HOPS = 3;

const MOVED = [301, 302, 307, 308];

/**
 * `fetch` that follows GitHub to where a renamed repository is now, with the same
 * method and body: the usual one makes a GET of a POST. A redirect to another
 * server is handed back, for our credentials are not for it.
 */
export async function fetchFollowing(
  url: string | URL,
  init: RequestInit = {},
  hops = HOPS,
): Promise<Response> {
  const answer = await fetch(url, { ...init, redirect: 'manual' });
  const location = MOVED.includes(answer.status) ? answer.headers.get('location') : null;
  if (location === null || hops === 0) return answer;
  const there = new URL(location, url);
  if (there.origin !== new URL(url).origin) return answer;
  await answer.body?.cancel();
  return fetchFollowing(there, init, hops - 1);
}
