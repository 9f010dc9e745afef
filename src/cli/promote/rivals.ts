import type { OpenPull } from '../../adapters/github/list-site.ts';
import type { Standing } from './standing.ts';
import type { Wish } from './wish.ts';

/**
 * Pull requests by others that seem to promote the same: their title or branch
 * names the project and one of the tags. Who makes two of them wastes a reviewer's time.
 */
export function rivalsAmong(
  { pulls = [], mine }: Pick<Standing, 'pulls' | 'mine'>,
  { project, tags }: Pick<Wish, 'project' | 'tags'>,
): readonly string[] {
  const isOurs = ({ branch, from }: OpenPull) =>
    branch === mine?.branch && from?.toLowerCase() === mine.head.owner.toLowerCase();
  const versions = [...new Set(tags.map(({ tag }) => tag.replace(/^v(?=[0-9])/, '')))];
  return pulls
    .filter((pull) => !isOurs(pull))
    .filter(({ title, branch }) => {
      const text = `${title} ${branch}`.toLowerCase();
      return names(text, project) && versions.some((version) => names(text, version.toLowerCase()));
    })
    .map(
      ({ number, title, address, author = 'somebody' }) =>
        `${author} has opened #${number} “${title}”, which seems to promote the same: ${address}`,
    );
}

/** Whether a text has these words, and not only as a part of a longer name or number. */
function names(text: string, words: string): boolean {
  let at = text.indexOf(words);
  while (at >= 0) {
    const before = text.slice(Math.max(0, at - 2), at);
    const after = text.slice(at + words.length, at + words.length + 2);
    if (
      !/[0-9a-z]$|[0-9]\.$/.test(before.replace(/(?:^|[^0-9a-z])v$/, '')) &&
      !/^\.?[0-9a-z]/.test(after)
    )
      return true;
    at = text.indexOf(words, at + 1);
  }
  return false;
}
