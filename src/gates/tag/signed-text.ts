import type { TagObject } from '../../plugin/forge.ts';

/** A tag object as git writes it: three lines, others that may follow, an empty line, the message. */
const HEAD = /^object ([^\n]+)\ntype ([^\n]+)\ntag ([^\n]+)\n(?:[^\n]+\n)*\n/;

/**
 * What of a tag is otherwise in the text that was signed; undefined where they agree.
 *
 * A tag's name, commit and message come from other fields of the forge's answer than
 * the signed text does. A good signature over another text proves nothing of them.
 */
export function differenceInSignedText(
  { name, target, message }: TagObject,
  { payload, signature }: NonNullable<TagObject['signed']>,
): 'form' | 'commit' | 'type' | 'name' | 'message' | undefined {
  const [head, id, kind, tag] = HEAD.exec(payload) ?? [];
  if (head === undefined) return 'form';
  if (id !== target.id) return 'commit';
  if (kind !== target.kind) return 'type';
  if (tag !== name) return 'name';
  const signedMessage = payload.slice(head.length).trimEnd();
  return signedMessage === withoutSignature(message, signature) ? undefined : 'message';
}

/** git keeps a tag's signature at the end of its message, where a forge may show it or not. */
function withoutSignature(message: string, signature: string): string {
  const [text, end] = [message.trimEnd(), signature.trimEnd()];
  return (text.endsWith(end) ? text.slice(0, text.length - end.length) : text).trimEnd();
}
