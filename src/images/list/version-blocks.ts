import type { ImageBlock, ImageList } from './image-list.ts';
import { lineAt } from './ruled-text.ts';

/** The images of one version, as files that keep a block for each version have them. */
export interface VersionBlock {
  readonly images: readonly ImageBlock[];
  /** The comment above the first image, if it names the version. */
  readonly heading: VersionHeading | undefined;
}

/** A comment such as `# 1.29.0`, cut where the version stands. */
export interface VersionHeading {
  readonly line: number;
  readonly before: string;
  readonly after: string;
  /** Whether it shows the tag without its leading `v`. */
  readonly bare: boolean;
}

/** So many entries an image has at most on average, in a file with a block for each version. */
const MOST_ENTRIES = 1.2;

/**
 * The blocks of a file that has one for each version, or undefined for any other file.
 *
 * Such a file names most of its images again and again, each time with one
 * digest; or, while it has but one block, it has a heading that names the
 * version of all that follows.
 */
export function versionBlocks(list: ImageList): VersionBlock[] | undefined {
  const { blocks } = list;
  const entries = blocks.reduce((sum, block) => sum + block.entries.length, 0);
  if (entries === 0 || entries > MOST_ENTRIES * blocks.length) return undefined;
  const runs = imageRuns(list).map((images) => ({ images, heading: headingOf(list, images) }));
  const repeated = namedRepeatedly(blocks);
  if (repeated * 2 >= blocks.length && repeated > 0) return runs;
  const [only] = runs;
  return runs.length === 1 && only?.heading !== undefined && isOneVersion(only.images)
    ? runs
    : undefined;
}

/** The heading of a new block for a tag. */
export function headingFor({ before, after, bare }: VersionHeading, tag: string): string {
  return `${before}${bare ? tag.replace(/^v(?=[0-9])/, '') : tag}${after}`;
}

/** The tags of a block, in the order of its images. */
export function tagsOf(images: readonly ImageBlock[]): string[] {
  return images.flatMap(({ entries }) => entries.flatMap(({ tags }) => tags));
}

function namedRepeatedly(blocks: readonly ImageBlock[]): number {
  const counts = new Map<string, number>();
  for (const { name } of blocks) counts.set(name, (counts.get(name) ?? 0) + 1);
  return blocks.filter(({ name }) => (counts.get(name) ?? 0) > 1).length;
}

function isOneVersion(images: readonly ImageBlock[]): boolean {
  return images.length > 1 && new Set(tagsOf(images)).size === 1;
}

/** Images that stand together; where blank lines and comments do not tell, those of the same tags. */
function imageRuns({ blocks }: ImageList): ImageBlock[][] {
  const apart = runsBy(blocks, (upper, lower) => lower.line - upper.lastLine > 1);
  const telling = apart.length > 1 && apart.length < blocks.length;
  if (telling) return apart;
  return runsBy(blocks, (upper, lower) => tagsOf([upper]).join() !== tagsOf([lower]).join());
}

function runsBy(
  blocks: readonly ImageBlock[],
  areApart: (upper: ImageBlock, lower: ImageBlock) => boolean,
): ImageBlock[][] {
  const runs: ImageBlock[][] = [];
  for (const block of blocks) {
    const run = runs.at(-1);
    const upper = run?.at(-1);
    if (run === undefined || upper === undefined || areApart(upper, block)) runs.push([block]);
    else run.push(block);
  }
  return runs;
}

function headingOf(list: ImageList, images: readonly ImageBlock[]): VersionHeading | undefined {
  const line = (images[0]?.line ?? 1) - 1;
  if (list.lines[line - 1]?.kind !== 'comment') return undefined;
  const comment = lineAt(list, line);
  for (const tag of tagsOf(images)) {
    const bareTag = tag.replace(/^v(?=[0-9])/, '');
    for (const shown of new Set([tag, bareTag])) {
      const at = comment.indexOf(shown);
      const [before, after] = [comment.slice(0, at), comment.slice(at + shown.length)];
      if (at >= 0 && !/[A-Za-z0-9.-]$/.test(before) && !/^[A-Za-z0-9.-]/.test(after))
        return { line, before, after, bare: shown !== tag };
    }
  }
  return undefined;
}
