import { hash } from 'node:crypto';

/** An image list to promote into, in the style that most of kubernetes/k8s.io's are written in. */
export interface ListWish {
  readonly path: string;
  readonly text: string;
}

const folder = (project: string) => `registry.k8s.io/images/k8s-staging-${project}/images.yaml`;

/** As many entries as a list of some 10 KB has. */
export const SMALL: ListWish = { path: folder('small'), text: listOf(6, 18) };

/** As large as the largest list of kubernetes/k8s.io in 2024: 12,500 digests of 47 images in 1.2 MB. */
export const LARGE: ListWish = { path: folder('large'), text: listOf(47, 266) };

function listOf(images: number, versions: number): string {
  const blocks = Array.from({ length: images }, (_, image) => {
    const lines = Array.from({ length: versions }, (_, version) => {
      const digest = hash('sha256', `${image} ${version}`);
      return `    "sha256:${digest}": ["v1.${Math.floor(version / 10)}.${version % 10}"]\n`;
    });
    return `- name: image-${String(image).padStart(2, '0')}\n  dmap:\n${lines.join('')}`;
  });
  return blocks.join('');
}
