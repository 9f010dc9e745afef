import type { Address } from '../domain/address.ts';
import type { Fact } from '../domain/facts.ts';
import type { Artifact, Candidate, Release } from '../domain/release.ts';
import type { Rosters, Signoff, Withdrawal } from '../domain/signoff.ts';
import type { Instant } from '../domain/time.ts';
import type { Waiver } from '../domain/waiver.ts';

/** What a plug-in is told about the release that it works for. */
export interface ReleaseView {
  readonly release: Release;
  readonly candidate: Candidate;
  /** What is pinned for this candidate, by key. */
  readonly facts: ReadonlyMap<string, Fact>;
  /**
   * The end of the first gap in the journal: what was pinned after it may have been
   * pinned before, as another thing, whatever gaps came later. Undefined where there is none.
   */
  readonly gapUntil: Instant | undefined;
  /** What people said about this step, their last words only. */
  readonly signoffs: readonly Signoff[];
  /** Support for this step that was taken back and not given again. */
  readonly withdrawals: readonly Withdrawal[];
  /** The groups as they stood when the release opened. */
  readonly rosters: Rosters;
  /** When its ring was opened for this candidate. */
  readonly ringSince: Instant;
  /** The step that asks. */
  readonly step: string;
  /** The artifact that the step is about: the one behind `if:`, else the first. */
  readonly artifact: Artifact;
  /** The branch that pull requests for this release come from, on whatever repository. */
  readonly branch: string;
  /** Web address of the GitHub server. */
  readonly server: string;
  /** Where people read about the release. */
  readonly issue: { readonly number: number; readonly address: string };
  /** Checks that this candidate goes on without, as they were waived. */
  readonly waivers: readonly Waiver[];
  /** Where it can be had by now: what publications of this candidate have reached. */
  readonly addresses: readonly Address[];
}

/** The artifacts of a release that have a tag, with that tag. */
export function tagged(
  artifacts: readonly Artifact[],
): readonly (Artifact & { readonly tag: string })[] {
  return artifacts.flatMap((artifact) =>
    artifact.tag === undefined ? [] : [{ ...artifact, tag: artifact.tag }],
  );
}

/** The artifacts of a release that are staged as an image or chart, with that reference. */
export function staged(
  artifacts: readonly Artifact[],
): readonly (Artifact & { readonly image: string })[] {
  return artifacts.flatMap((artifact) =>
    artifact.image === undefined ? [] : [{ ...artifact, image: artifact.image }],
  );
}
