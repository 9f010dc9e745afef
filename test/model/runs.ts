/** How many runs of the model there are; more of them, for a night: `RINGMASTER_MODEL_RUNS=5000`. */
const RUNS = Number(process.env.RINGMASTER_MODEL_RUNS ?? 1000);

/** The seed of every run; the same again: `RINGMASTER_MODEL_SEED=…`. */
const SEED = Number(process.env.RINGMASTER_MODEL_SEED ?? Date.now() % 2 ** 31);

/** So many runs for every thousand, and where they begin. */
export function runs(perThousand = 1000): { readonly numRuns: number; readonly seed: number } {
  return { numRuns: Math.ceil((RUNS * perThousand) / 1000), seed: SEED };
}

/** The same in words, for whoever wants to see a run again. */
export function told({ numRuns, seed }: ReturnType<typeof runs>): string {
  return `${numRuns} runs from seed ${seed}`;
}
