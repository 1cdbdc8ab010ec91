/** What a bench is: it measures, and says which ratios it should reach. */
export interface Figures {
  readonly [name: string]: number | string | boolean | null | Figures;
}

/** One figure that has to reach a bound. Ratios are taken within one run, so that the machine cancels out. */
export type Goal = { readonly name: string; readonly value: number } & (
  | { readonly atLeast: number }
  | { readonly atMost: number }
);

export interface Measured {
  readonly figures: Figures;
  readonly goals: readonly Goal[];
}

export interface BenchContext {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A folder of its own, removed when the bench is over. */
  readonly folder: string;
  /** A line for the person who waits; goes to standard error. */
  say(line: string): void;
}

export type Bench = (context: BenchContext) => Promise<Measured>;
