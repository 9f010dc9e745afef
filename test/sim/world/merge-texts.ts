/**
 * Merges two changes of one text, where each only adds lines: what git merges by
 * itself too.
 * @returns undefined where people have to resolve a conflict.
 */
export function mergeTexts(base: string, one: string, other: string): string | undefined {
  if (one === other || other === base) return one;
  if (one === base) return other;
  const lines = base.split('\n');
  const [ours, theirs] = [insertions(lines, one), insertions(lines, other)];
  if (ours === undefined || theirs === undefined) return undefined;
  const places = [...lines.keys(), lines.length];
  const added = places.map((place) => agreed(ours.get(place) ?? [], theirs.get(place) ?? []));
  if (added.includes(undefined)) return undefined;
  const merged = places.flatMap((place) => [
    ...(added[place] ?? []),
    ...lines.slice(place, place + 1),
  ]);
  return merged.join('\n');
}

/** What both sides add at one place; undefined where that is not the same. */
function agreed(one: readonly string[], other: readonly string[]): readonly string[] | undefined {
  if (one.length === 0) return other;
  return other.length === 0 || one.join('\n') === other.join('\n') ? one : undefined;
}

/** The lines that a text has before each line of another one; undefined where it lacks some of those. */
function insertions(
  base: readonly string[],
  text: string,
): ReadonlyMap<number, readonly string[]> | undefined {
  const found = new Map<number, string[]>();
  let next = 0;
  for (const line of text.split('\n'))
    if (line === base[next]) next += 1;
    else found.set(next, [...(found.get(next) ?? []), line]);
  return next === base.length ? found : undefined;
}
