import { isDigest } from '../../domain/digest.ts';
import { isImageName } from '../list/additions.ts';
import { shown } from '../list/shown.ts';
import type { Word } from '../list/yaml-source.ts';
import { isImageTag } from '../reference.ts';
import { digestFault } from './digest-fault.ts';
import type { Finding } from './finding.ts';
import { brief, named, tagged } from './names.ts';
import { otherReading } from './other-reading.ts';
import type { WrittenEntry, WrittenImage, WrittenList } from './written-list.ts';

/** Names, digests and tags that are none, and those that are not safely written. */
export function wordFindings({ images }: WrittenList): Finding[] {
  return images.flatMap((image) => [
    ...nameFindings(image),
    ...image.entries.flatMap((entry) => entryFindings(image.name.text, entry)),
  ]);
}

function nameFindings({ name }: WrittenImage): Finding[] {
  const { text: image, line } = name;
  if (isImageName(image)) return unquoted(name, { image }, `the name ${image}`);
  return [
    {
      rule: 'image-name',
      line,
      image,
      message: `${shown(image)} is not the name of an image`,
      advice: 'Write the name of its repository in staging, without host, project and tag.',
    },
  ];
}

function entryFindings(image: string, { digest, tags }: WrittenEntry): Finding[] {
  const at = { image, digest: digest.text };
  return [
    ...digestFindings(image, digest),
    ...tags.flatMap((tag) => tagFindings(tag, { ...at, tag: tag.text })),
  ];
}

function digestFindings(image: string, { text: digest, line, quote }: Word): Finding[] {
  const at = { line, image, digest };
  if (!isDigest(digest))
    return [
      {
        ...at,
        rule: 'digest-syntax',
        message: `${shown(digest)} of ${named(image)} is not a digest: ${digestFault(digest)}`,
        advice: 'Copy the digest again, from the registry.',
      },
    ];
  if (quote === '"') return [];
  return [
    {
      ...at,
      rule: 'unquoted-digest',
      message: `${brief(digest)} of ${named(image)} does not stand in double quotes, by which the presubmit of kubernetes/k8s.io finds what is new`,
      advice: 'Put it in double quotes, or expect nobody to have checked it before the merge.',
    },
  ];
}

interface TagPlace {
  readonly image: string;
  readonly digest: string;
  readonly tag: string;
}

function tagFindings(word: Word, at: TagPlace): Finding[] {
  const { image, tag } = at;
  if (isImageTag(tag)) return unquoted(word, at, `the tag ${tagged(image, tag)}`);
  const message =
    word.quote === '' && tag === ''
      ? `a tag of ${named(image)} is null, which promoters read as an empty text`
      : `${shown(tag)} of ${named(image)} is not a tag`;
  return [
    {
      ...at,
      rule: 'tag-syntax',
      line: word.line,
      message,
      advice:
        'Write a tag of at most 128 letters, digits, "_", "." and "-", with neither "." nor "-" in front.',
    },
  ];
}

function unquoted(
  { text, line, quote }: Word,
  at: { readonly image: string } | TagPlace,
  what: string,
): Finding[] {
  const other = quote === '' ? otherReading(text) : undefined;
  if (other === undefined) return [];
  return [
    {
      ...at,
      rule: 'unquoted-word',
      line,
      message: `${what} stands without quotes, and some readers of YAML take it for ${other}`,
      advice: `Write "${text}".`,
    },
  ];
}
