import { messageOf } from '../domain/errors.ts';
import { parseReference } from '../images/reference.ts';
import { unknownWord } from './complaints.ts';
import type { Problem, SourceDocument } from './document.ts';
import { fill, unknownVariables } from './variables.ts';

/** The templates of one artifact, as they are written. */
interface Templates {
  readonly tag?: string | undefined;
  readonly image?: string | undefined;
}

const VERSION = '$version';
const TAG = '$tag';

/** Any version will do to see what becomes of a template. */
const SAMPLE = '1.2.3';

/** Templates that no version can fill, or that call every version the same. */
export function templateProblems(
  artifacts: Readonly<Record<string, Templates>>,
  source: SourceDocument,
): readonly Problem[] {
  return Object.entries(artifacts).flatMap(([name, { tag, image }]) => {
    const told = (key: string, messages: readonly string[]) =>
      messages.map((message) => source.problemAt(['artifacts', name, key], message));
    return [
      ...(tag === undefined ? [] : told('tag', mistakesInTag(tag))),
      ...(image === undefined ? [] : told('image', mistakesInImage(image, tag))),
    ];
  });
}

function mistakesInTag(tag: string): readonly string[] {
  const strange = strangeWords(tag, [VERSION]);
  if (strange.length > 0) return strange;
  if (tag.split(VERSION).length === 2) return [];
  return [`"tag" reads ${tag}: expected "${VERSION}" in it, once`];
}

function mistakesInImage(image: string, tag: string | undefined): readonly string[] {
  const strange = strangeWords(image, tag === undefined ? [VERSION] : [VERSION, TAG]);
  if (strange.length > 0) return strange;
  const own = tag === undefined ? {} : { tag: tag.replaceAll(VERSION, SAMPLE) };
  const filled = fill(image, { artifacts: [{ name: '', version: SAMPLE, ...own }] });
  try {
    if (parseReference(filled).tag?.includes(SAMPLE) === true) return [];
  } catch (error) {
    return [`"image" reads ${image}: ${messageOf(error)}`];
  }
  return [`"image" reads ${image}: expected a tag with "${VERSION}" in it behind the last ":"`];
}

function strangeWords(template: string, known: readonly string[]): readonly string[] {
  return unknownVariables(template, known).map((written) => unknownWord(written, known));
}
