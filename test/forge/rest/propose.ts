import { type Cast, HELLO } from '../cast.ts';

/** Has bob propose files on a branch of their own. Answers the pull request. */
export async function propose(cast: Cast, files: Record<string, string>, branch = 'feature') {
  await cast.forge.commit('alice/hello', { files, message: 'Propose', author: 'bob', branch });
  const order = { ...HELLO, title: 'Change', head: branch, base: 'main' };
  return (await cast.as(cast.bob).request('POST /repos/{owner}/{repo}/pulls', order)).data;
}
