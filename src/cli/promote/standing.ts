import type { OpenPull } from '../../adapters/github/list-site.ts';
import type { Proposals, ProposalView, Target } from '../../plugin/proposals.ts';

/** How things stand where the list is. */
export interface Standing {
  /** The list; undefined where it does not exist yet. */
  readonly text: string | undefined;
  /** The promoter manifest that belongs to the list; undefined where there is none. */
  readonly manifest: string | undefined;
  /** What is open there; undefined where nobody has looked. */
  readonly pulls: readonly OpenPull[] | undefined;
  /** What we would propose with; undefined without a token or a fork, and for a local file. */
  readonly mine: Mine | undefined;
}

/** Our branch, and what has become of it so far. */
export interface Mine {
  readonly proposals: Proposals;
  readonly head: Target;
  readonly branch: string;
  readonly view: ProposalView;
}

/** `kubernetes/k8s.io` */
export function nameOf({ owner, name }: Target): string {
  return `${owner}/${name}`;
}

/**
 * Where the promoter manifest of a list is: kubernetes/k8s.io keeps manifests and
 * lists in twin folders; elsewhere it is looked for beside the list.
 */
export function manifestPath(list: string): string {
  const twin = /^(?<root>.*\/)?images\/(?<folder>[^/]+)\/[^/]+$/.exec(list)?.groups;
  const folder =
    twin === undefined
      ? list.slice(0, list.lastIndexOf('/') + 1)
      : `${twin.root ?? ''}manifests/${twin.folder}/`;
  return `${folder}promoter-manifest.yaml`;
}
