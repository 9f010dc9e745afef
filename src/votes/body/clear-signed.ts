const BEGIN = '-----BEGIN PGP SIGNED MESSAGE-----';
const SIGNATURE = '-----BEGIN PGP SIGNATURE-----';
const END = '-----END PGP SIGNATURE-----';

/**
 * The lines of a mail without what OpenPGP puts around a signed text: its headers go, and
 * the signature, and the dash and blank that RFC 9580 puts before every line that begins
 * with a dash. The lines keep their number; those that go are left empty.
 */
export function withoutClearSigning(lines: readonly string[]): readonly string[] {
  if (!lines.some((line) => line.trimEnd() === BEGIN)) return lines;
  let part: Part = 'outside';
  return lines.map((line) => {
    const before = part;
    part = partAfter(before, line.trimEnd());
    if (part !== before) return '';
    if (part === 'text' && line.startsWith('- ')) return line.slice(2);
    return part === 'text' || part === 'outside' ? line : '';
  });
}

type Part = 'outside' | 'headers' | 'text' | 'signature';

function partAfter(part: Part, mark: string): Part {
  if (mark === BEGIN) return 'headers';
  if (mark === SIGNATURE) return 'signature';
  if (mark === END && part === 'signature') return 'outside';
  return part === 'headers' && mark === '' ? 'text' : part;
}
