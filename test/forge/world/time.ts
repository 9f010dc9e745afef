/** A moment as GitHub writes it: UTC, whole seconds. Input and everything stored is in milliseconds. */
export function iso(moment: number): string {
  return `${new Date(moment).toISOString().slice(0, 19)}Z`;
}

/** The same for what may not have happened yet. */
export function isoOrNull(moment: number | undefined): string | null {
  return moment === undefined ? null : iso(moment);
}
