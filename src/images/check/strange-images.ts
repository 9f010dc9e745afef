import { placedTags } from './by-image.ts';
import type { Finding } from './finding.ts';
import { named, tagged } from './names.ts';
import type { WrittenImage, WrittenList } from './written-list.ts';

/**
 * How signatures, attestations and bills of materials are stored beside an image: by
 * cosign's tags, and by the fallback of the OCI distribution specification 1.1.
 */
const ATTACHED = /^sha256-[0-9a-f]{64}(?:\.[a-z]+)?$/;

/** What is not to be promoted as an image of its own. */
export function strangeImageFindings({ images }: WrittenList): Finding[] {
  return images.flatMap((image) => [...mockFindings(image), ...attachedFindings(image)]);
}

/** The promotion tool leaves out every image with this in its name. */
function mockFindings({ name }: WrittenImage): Finding[] {
  const { text: image, line } = name;
  if (!image.includes('mock/')) return [];
  return [
    {
      rule: 'mock-image',
      ...{ line, image },
      message: `${named(image)} comes from a mock release`,
      advice: 'Take it out: only images of real releases are promoted.',
    },
  ];
}

function attachedFindings({ name, entries }: WrittenImage): Finding[] {
  const image = name.text;
  return placedTags(image, entries)
    .filter(({ tag }) => ATTACHED.test(tag))
    .map(({ digest, tag, line }) => ({
      rule: 'not-an-image',
      ...{ line, image, digest, tag },
      message: `${tagged(image, tag)} is a signature or a statement about an image, and no image`,
      advice: 'Take it out: promotion signs anew, and carries what belongs to an image by itself.',
    }));
}
