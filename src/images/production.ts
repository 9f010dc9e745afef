import type { ImageReference } from './reference.ts';

/** Where an image goes when it is promoted, and its name in the list that says so. */
export interface Promotion {
  /** The registry's project in staging, without the image's own name. */
  readonly from: ImageReference;
  /** The project's name, `dra-example-driver`, where the layout tells it. */
  readonly project: string | undefined;
  /** The image's name below that project, `charts/app`: the name in the list. */
  readonly name: string;
  /** Where the image stands in production, without tag. */
  readonly at: ImageReference;
}

/**
 * How kubernetes/k8s.io lays out its registries: every project has a staging
 * registry of its own, and registry.k8s.io serves what is promoted from it under
 * the project's name.
 */
const LAYOUTS: readonly RegExp[] = [
  /^(?<from>us-central1-docker\.pkg\.dev\/k8s-staging-images\/(?<project>[^/]+))\/(?<name>.+)$/,
  /^(?<from>gcr\.io\/k8s-staging-(?<project>[^/]+))\/(?<name>.+)$/,
];

/** Registries that a process names itself, in place of those of kubernetes/k8s.io. */
export interface NamedRegistries {
  readonly from?: string | undefined;
  readonly at?: string | undefined;
}

/**
 * Where an image stands in production once it is promoted; undefined where
 * neither the process nor the layout of k8s.io says so.
 */
export function promotionOf(
  { host, path }: ImageReference,
  { from, at }: NamedRegistries = {},
): Promotion | undefined {
  const staged = `${host}/${path}`;
  const layout = LAYOUTS.map((each) => each.exec(staged)?.groups).find(
    (groups) => groups !== undefined,
  );
  const project = from ?? layout?.from;
  if (project === undefined || !staged.startsWith(`${project}/`)) return undefined;
  const home = at ?? (layout === undefined ? undefined : `registry.k8s.io/${layout.project ?? ''}`);
  if (home === undefined) return undefined;
  const name = staged.slice(project.length + 1);
  return { from: split(project), project: layout?.project, name, at: split(`${home}/${name}`) };
}

function split(text: string): ImageReference {
  const slash = text.indexOf('/');
  return slash < 0
    ? { host: text, path: '' }
    : { host: text.slice(0, slash), path: text.slice(slash + 1) };
}
