import type { Digest } from '../../domain/digest.ts';
import type { ImageFound } from '../../images/inspect.ts';

/** One platform of an image under a name of its own, such as `windows/amd64:10.0.20348.1`. */
interface NamedPart {
  readonly name: string;
  readonly digest: Digest;
}

/**
 * The platforms of an image, each under another name. What an index lists under
 * one platform and version twice is numbered, so that no digest hides another.
 */
export function namedParts({ parts }: ImageFound): readonly NamedPart[] {
  const taken = new Set<string>();
  return parts.flatMap(({ platform, osVersion, digest }) => {
    if (platform === undefined) return [];
    const base = osVersion === undefined ? platform : `${platform}:${osVersion}`;
    let name = base;
    for (let n = 2; taken.has(name); n += 1) name = `${base}#${n}`;
    taken.add(name);
    return [{ name, digest }];
  });
}
