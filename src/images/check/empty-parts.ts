import type { Finding } from './finding.ts';
import { brief, named } from './names.ts';
import type { WrittenList } from './written-list.ts';

/** Images without a digest, and digests without a tag: there is nothing that anybody could pull by name. */
export function emptyFindings({ images }: WrittenList): Finding[] {
  return images.flatMap(({ name, entries }): Finding[] => {
    const image = name.text;
    if (entries.length === 0)
      return [
        {
          rule: 'no-digests',
          line: name.line,
          image,
          message: `${named(image)} has no digest, so nothing is promoted`,
          advice: 'Add its digest, or take the name out until there is one.',
        },
      ];
    const bare = entries.filter(({ tags }) => tags.length === 0);
    return bare.map(({ digest }) => ({
      rule: 'no-tags',
      ...{ line: digest.line, image, digest: digest.text },
      message: `${brief(digest.text)} of ${named(image)} has no tag, at which tools that rewrite the list break off`,
      advice: 'Give it its version as a tag.',
    }));
  });
}
