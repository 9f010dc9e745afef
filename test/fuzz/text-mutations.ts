import type { Chance } from './chance.ts';

const CHANGES: Readonly<Record<string, (text: Buffer, chance: Chance) => Buffer>> = {
  'it ends too early': (text, chance) => text.subarray(0, chance.below(text.length)),
  'a byte is another one': (text, chance) => {
    const copy = Buffer.from(text);
    copy[chance.below(copy.length)] = chance.below(256);
    return copy;
  },
  'there is broken UTF-8': (text, chance) => inserted(text, Buffer.from([0xc3, 0x28]), chance),
  'there is a zero byte': (text, chance) => inserted(text, Buffer.from([0]), chance),
  'there is half a character': (text, chance) =>
    inserted(text, Buffer.from([0xed, 0xa0, 0x80]), chance),
  'it begins with a byte order mark': (text) => Buffer.concat([Buffer.from('\ufeff'), text]),
  'a key is there twice': (text) => {
    const body = text.toString().slice(1);
    return Buffer.from(`{"action":"x","repository":null,"__proto__":{"a":1},${body}`);
  },
  'it is no object': (_, chance) =>
    Buffer.from(
      chance.pick(['', 'null', '[]', '0', '""', 'true', '{', '{}', '\n', 'NaN', '1e999']),
    ),
  'it is nothing but brackets': (_, chance) => Buffer.from('['.repeat(1 + chance.below(100_000))),
};

/** The names of all kinds of changes. */
export const KINDS = Object.keys(CHANGES);

/** Changes the bytes of a body, and says how. */
export function garbled(
  text: Buffer,
  chance: Chance,
): { readonly kind: string; readonly bytes: Buffer } {
  const kind = chance.pick(KINDS);
  return { kind, bytes: CHANGES[kind]?.(text, chance) ?? text };
}

function inserted(text: Buffer, what: Buffer, chance: Chance): Buffer {
  const at = chance.below(text.length + 1);
  return Buffer.concat([text.subarray(0, at), what, text.subarray(at)]);
}
