import type { Listing } from './listing.ts';
import { refusal } from './refusal.ts';
import { readYamlList } from './yaml-list.ts';

/**
 * What a list says by the rules of YAML, every text as text.
 *
 * @throws RingmasterError `edit-refused`, with the line, where the text is no
 * YAML, is more than one document, or is not a list of images.
 */
export function readYaml(text: string): Listing[] {
  const { images, complaints } = readYamlList(text);
  const [complaint] = complaints;
  if (complaint !== undefined) {
    const { line, message } = complaint;
    throw refusal(message, { line, advice: 'Correct the list by hand first.' });
  }
  return images.flatMap(({ name, entries }) => [
    { image: name.text, digest: undefined, tags: [], line: name.line },
    ...entries.map(({ digest, tags }) => ({
      image: name.text,
      digest: digest.text,
      tags: tags.map(({ text: tag }) => tag),
      line: digest.line,
    })),
  ]);
}
