import assert from 'node:assert/strict';
import { type Edge, edges, type Node } from './events.ts';
import { checkState } from './invariants.ts';
import { openedJournal, read, toldBy, trueTale } from './journal.ts';
import { look } from './look.ts';
import { keyOf, opening, type SmallWorld } from './state.ts';

/** How much of a world was walked through. */
export interface Walk {
  readonly states: number;
  readonly edges: number;
  /** States from which no way leads to a release, although nothing has stopped it for good. */
  readonly deadEnds: readonly string[];
}

/** Goes to every state of a world, by every edge, and checks each of them. */
export async function walk(world: SmallWorld): Promise<Walk> {
  const first: Node = { state: opening(world), entries: openedJournal(world) };
  const found = new Map([[keyOf(first.state), first]]);
  const back = new Map<string, string[]>();
  let count = 0;
  for (const [key, node] of found)
    for (const { to } of await visited(world, node)) {
      const there = keyOf(to.state);
      count += 1;
      if (!found.has(there)) found.set(there, to);
      const before = back.get(there);
      if (before === undefined) back.set(there, [key]);
      else before.push(key);
    }
  return { states: found.size, edges: count, deadEnds: deadEnds(world, found, back) };
}

/** Checks one state, and that the journal tells of every state behind it what is true there. */
async function visited(world: SmallWorld, node: Node): Promise<readonly Edge[]> {
  const sight = await look(world, node.state, node.entries);
  await checkState(world, sight);
  const { state, entries } = sight.node;
  assert.equal(toldBy(world, state, read(entries)), trueTale(state), 'look');
  const all = edges(world, node, sight);
  for (const { label, to } of all)
    if (to.entries !== node.entries)
      assert.equal(toldBy(world, to.state, read(to.entries)), trueTale(to.state), label);
  return all;
}

function deadEnds(
  { candidates }: SmallWorld,
  found: ReadonlyMap<string, Node>,
  back: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const good = new Set([...found].filter(([, { state }]) => state.isClosed).map(([key]) => key));
  for (const key of good) for (const before of back.get(key) ?? []) good.add(before);
  return [...found].flatMap(([key, { state }]) => {
    const isOver = state.hasMoved && state.candidate === candidates;
    return good.has(key) || isOver ? [] : [key];
  });
}
