import { parseDocument } from 'yaml';
import { messageOf, RingmasterError } from '../domain/errors.ts';
import { parseReference } from './reference.ts';

/** Where a project's images come from and go to, as the repository of image lists says it. */
export interface PromotionRoute {
  /** The staging registry and project: `us-central1-docker.pkg.dev/k8s-staging-images/app`. */
  readonly from: string;
  /** Where people pull it: `registry.k8s.io/app`; undefined where it goes elsewhere. */
  readonly at: string | undefined;
}

/** A manifest has some 25 lines. */
const LONGEST = 256 * 1024;

/** The regional registries behind registry.k8s.io, by the layout of kubernetes/k8s.io. */
const BEHIND_PRODUCTION =
  /^[a-z0-9-]+-docker\.pkg\.dev\/k8s-artifacts-prod\/images(?<path>(?:\/[a-z0-9._-]+)+)?$/;

/**
 * Reads a `promoter-manifest.yaml` as kubernetes/k8s.io has one for each list:
 * the one registry marked `src` is where images come from.
 * @throws RingmasterError `artifact-invalid` for what is no such manifest.
 */
export function readPromoterManifest(text: string): PromotionRoute {
  const registries = registriesIn(text);
  const sources = registries.filter(({ src }) => src === 'true').map(({ name }) => name);
  const [from] = sources;
  if (from === undefined || sources.length > 1)
    throw invalid(`it marks ${sources.length} registries as "src", and not one`);
  const { host, path } = parseReference(from);
  const homes = registries.flatMap(({ name }) => {
    const found = BEHIND_PRODUCTION.exec(name);
    return found === null ? [] : `registry.k8s.io${found.groups?.path ?? ''}`;
  });
  return { from: `${host}/${path}`, at: homes[0] };
}

interface Place {
  readonly name: string;
  readonly src: string;
}

function registriesIn(text: string): readonly Place[] {
  if (text.length > LONGEST) throw invalid(`it is longer than ${LONGEST} characters`);
  const found: unknown = asRead(text);
  const isMap = typeof found === 'object' && found !== null && 'registries' in found;
  if (!isMap || !Array.isArray(found.registries)) throw invalid('it has no list of "registries"');
  return found.registries.map((each: unknown) => {
    const isPlace = typeof each === 'object' && each !== null && 'name' in each;
    if (!isPlace || typeof each.name !== 'string') throw invalid('a registry has no "name"');
    return { name: each.name, src: 'src' in each ? String(each.src) : '' };
  });
}

function asRead(text: string): unknown {
  const document = parseDocument(text, { schema: 'failsafe', logLevel: 'silent' });
  const [error] = document.errors;
  if (error !== undefined) throw invalid('it is not YAML', error);
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch (cause) {
    throw invalid(messageOf(cause), cause);
  }
}

function invalid(reason: string, cause?: unknown): RingmasterError {
  return new RingmasterError(
    'artifact-invalid',
    `the promoter manifest cannot be read: ${reason}`,
    {
      advice: 'Correct it, or name the registries yourself',
      cause,
    },
  );
}
