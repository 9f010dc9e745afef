import { judge } from '../../../src/cli/promote/judge.ts';
import { lookFor } from '../../../src/cli/promote/look.ts';
import { type Plan, planOf } from '../../../src/cli/promote/plan.ts';
import { routeOf } from '../../../src/cli/promote/route.ts';
import { listedIn, wantedImages } from '../../../src/cli/promote/wanted.ts';
import { readWish, type Wish } from '../../../src/cli/promote/wish.ts';
import { MANIFEST } from '../../support/memory-registry.ts';
import { Shelf, type ShelfImage } from '../../support/shelf.ts';

const STAGING = 'us-central1-docker.pkg.dev/k8s-staging-images/app';
const PRODUCTION = 'registry.k8s.io/app';
export const BOTH = { 'linux/amd64': undefined, 'linux/arm64': undefined };

/** Both registries in one, as the command sees them. */
export class Shelves extends Shelf {
  stage(name: string, tag: string, more: Omit<ShelfImage, 'reference'> = { platforms: BOTH }) {
    return this.put({ reference: `${STAGING}/${name}:${tag}`, ...more });
  }

  serve(name: string, tag: string, more: Omit<ShelfImage, 'reference'> = { platforms: BOTH }) {
    return this.put({ reference: `${PRODUCTION}/${name}:${tag}`, content: tag, ...more });
  }

  /** Puts a signature where an image should be. */
  sign(name: string, tag: string) {
    const config = this.keepBlob('application/vnd.example.signature', {});
    const manifest = this.keepManifest(`${STAGING}/${name}`, MANIFEST, { config, layers: [] });
    this.manifests.set(`${STAGING}/${name}:${tag}`, manifest);
  }
}

/** What somebody asks for who types this behind `promote --project app`. */
export function wishFor(line: string): Wish {
  return readWish(['--project', 'app', ...line.split(' ')]);
}

/** The plan for what somebody asks, by a list and what stands on the shelves. */
export async function plan(line: string, list: string, registry: Shelf): Promise<Plan> {
  const wish = wishFor(line);
  const standing = { text: list, manifest: undefined, pulls: undefined, mine: undefined };
  const route = routeOf(wish, standing);
  const wanted = wantedImages(wish, listedIn(list));
  const looks = await Promise.all(wanted.map((each) => lookFor(each, { route, registry })));
  const rows = looks.flat().map((look) => judge(look, wish, route));
  return planOf({ wish, standing, route, rows });
}

/** One image of a list. */
export const block = (name: string, entries: Readonly<Record<string, string>>) =>
  `- name: ${name}\n  dmap:\n${Object.entries(entries)
    .map(([tag, digest]) => `    "${digest}": ["${tag}"]\n`)
    .join('')}`;

/** What becomes of each tag, in short. */
export const words = ({ rows }: Plan) =>
  rows.map(({ look, state }) => `${look.image}:${look.tag} ${state}`);
