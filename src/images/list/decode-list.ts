/**
 * A list as text, its byte order mark included, or the line at which it ceases to
 * be UTF-8. The text becomes the same bytes again.
 */
export function decodeList(
  bytes: Uint8Array,
): { readonly text: string } | { readonly strangeLine: number } {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const again = new TextEncoder().encode(text);
  const strange = again.findIndex((byte, at) => byte !== bytes[at]);
  if (strange < 0 && again.length === bytes.length) return { text };
  const before = bytes.subarray(0, strange < 0 ? bytes.length : strange);
  return { strangeLine: before.reduce((line, byte) => (byte === 0x0a ? line + 1 : line), 1) };
}
