import { code, codes, list, type Prose, say } from '../../domain/prose.ts';
import { formatReference } from '../../images/reference.ts';
import { describeDigests } from '../../publishers/image-promotion/words.ts';
import { fitted } from '../../show/limit.ts';
import { details, toMarkdown } from '../../show/markdown.ts';
import { commandLine } from './command-line.ts';
import type { Present } from './look.ts';
import { isAloneAtFirst, type Plan } from './plan.ts';
import { shortPlatforms } from './show.ts';
import type { Wish } from './wish.ts';

/**
 * What reviewers of a list need: what is added, what a machine has proved of it,
 * how they can see that for themselves, and who asks for it. Times are left out,
 * so that the same promotion has the same text again.
 */
export function bodyOf(wish: Wish, plan: Plan, { server }: { readonly server: string }): string {
  const markdown = (prose: Prose) => toMarkdown(prose, { server });
  const { additions, route } = plan;
  const count = additions.length === 1 ? '1 image' : `${additions.length} images`;
  const from = say`from ${code(route.staging)} to ${code(route.production)}`;
  return fitted([
    part(markdown(say`Promotes ${{ words: count }} of ${code(wish.project)} ${from}.`)),
    part(tableOf(plan, markdown)),
    part(
      boxes(wish, plan)
        .map(({ isProved, claim }) => `- [${isProved ? 'x' : ' '}] ${markdown(claim)}`)
        .join('\n'),
    ),
    folded('Digests of every platform', additions.flatMap(describeDigests).map(markdown)),
    folded('See for yourself', [fence(additions.map(askedByCrane))]),
    part(
      `Only lines for these digests change in the list. This was opened by\n${fence([commandLine(wish)])}\nand the same command brings it up to date. What moves in staging meanwhile is not promoted: the digests above are.`,
    ),
    part(footer(wish)),
  ]);
}

const part = (text: string) => ({ text, optional: false });
const folded = (title: string, lines: readonly string[]) => ({
  text: details(title, lines),
  optional: true,
});

function fence(lines: readonly string[]): string {
  return ['```', ...lines, '```'].join('\n');
}

function askedByCrane({ promotion, image, tag, digest }: Plan['additions'][number]): string {
  const { host, path } = promotion.from;
  return `crane digest ${formatReference({ host, path: `${path}/${image}`, tag })}\n# ${digest}`;
}

function tableOf({ additions, rows }: Plan, markdown: (prose: Prose) => string): string {
  const kinds = new Map(
    looksIn(rows).map((look) => [`${look.image}:${look.tag}`, look.found.kind]),
  );
  const lines = additions.map(({ image, tag, digest, platforms }) => {
    const words =
      platforms.length === 0
        ? (kinds.get(`${image}:${tag}`) ?? '')
        : shortPlatforms(platforms.map(({ platform }) => platform.replace(/[:#].*/, '')));
    return `| ${[say`${code(image)}`, say`${code(tag)}`, say`${code(digest)}`, say`${words}`].map(markdown).join(' | ')} |`;
  });
  return ['| image | tag | digest | platforms |', '| --- | --- | --- | --- |', ...lines].join('\n');
}

function looksIn(rows: Plan['rows']): readonly Present[] {
  return rows.flatMap(({ look, state }) =>
    state === 'new' && look.kind === 'present' ? [look] : [],
  );
}

interface Box {
  readonly isProved: boolean;
  readonly claim: Prose;
}

/** What the template of kubernetes/k8s.io has people promise, as far as a machine can prove it. */
function boxes({ platforms }: Wish, { rows, route }: Plan): readonly Box[] {
  const looks = looksIn(rows);
  const alone = looks.filter(isAloneAtFirst).map(({ image }) => say`${code(image)}`);
  const before = [...new Set(looks.flatMap(({ before }) => before?.tag ?? []))];
  const compared =
    platforms.length > 0
      ? say`those that were asked for: ${shortPlatforms(platforms)}`
      : say`those of the version before in production${before.length === 0 ? '' : say`: ${codes(before)}`}`;
  return [
    {
      isProved: true,
      claim: say`The digests are right: each is the hash of the bytes that staging serves under the tag, and the manifests and configs below it were read and compared with their own`,
    },
    alone.length > 0
      ? {
          isProved: false,
          claim: say`Multi-arch: ${list(alone)} has one platform, and no version before to compare with`,
        }
      : { isProved: true, claim: say`Multi-arch: every image has all platforms, ${compared}` },
    {
      isProved: looks.every(({ tag }) => /[0-9]/.test(tag)),
      claim: say`The tags name versions: none of them is ${code('latest')}, none is in the list with another digest`,
    },
    {
      isProved: true,
      claim: say`Nothing is overwritten: ${code(route.production)} serves no other digest under these tags. It is immutable, so a wrong digest takes a new release under a new tag`,
    },
  ];
}

function footer({ isHeld, reviewers }: Wish): string {
  const hold = isHeld
    ? ['Held, so that it is not merged by accident: `/hold cancel` once it is reviewed.', '/hold']
    : [];
  const cc = reviewers.length === 0 ? [] : [`cc: ${reviewers.join(' ')}`];
  return [...hold, ...cc].join('\n');
}
