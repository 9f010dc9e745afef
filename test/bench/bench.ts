/** One thing that can be measured; each file of `benches/` exports one as `bench`. */
export interface Bench {
  /** What it measures, in one line. */
  readonly about: string;
  /** Measures, and tells on the way what it is doing. */
  run(pace: Pace): Promise<Report>;
}

/** How long to measure. */
export interface Pace {
  readonly rounds: number;
  /** Of one measurement. */
  readonly seconds: number;
}

/** What came out, for people and for machines. */
export interface Report {
  readonly tables: readonly Table[];
  /** What was to be reached, and whether it was. */
  readonly goals: readonly Goal[];
}

export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

export interface Goal {
  readonly goal: string;
  readonly value: number;
  readonly isReached: boolean;
}
