import type { Figures, Goal, Measured } from './bench.ts';

export interface Verdict {
  readonly name: string;
  readonly figures: Figures;
  readonly goals: {
    readonly [name: string]: {
      readonly value: number;
      readonly atLeast?: number;
      readonly atMost?: number;
      readonly met: boolean;
    };
  };
  readonly met: boolean;
}

/** What a bench prints: its figures, and which of its goals they reach. Pure. */
export function judge(name: string, measured: Measured): Verdict {
  const goals = measured.goals.map(({ name: goal, ...bound }) => [goal, { ...bound, met: isMet(bound) }] as const);
  return {
    name,
    figures: roundedFigures(measured.figures),
    goals: Object.fromEntries(goals.map(([goal, verdict]) => [goal, { ...verdict, value: rounded(verdict.value) }])),
    met: goals.every(([, { met }]) => met),
  };
}

type Bound = { readonly value: number } & ({ readonly atLeast: number } | { readonly atMost: number });

function isMet(bound: Bound): boolean {
  return 'atLeast' in bound ? bound.value >= bound.atLeast : bound.value <= bound.atMost;
}

export function describeGoal(goal: Goal): string {
  const bound = 'atLeast' in goal ? `at least ${goal.atLeast}` : `at most ${goal.atMost}`;
  return `${isMet(goal) ? 'met   ' : 'MISSED'} ${goal.name}: ${rounded(goal.value)} (${bound})`;
}

function roundedFigures(figures: Figures): Figures {
  return Object.fromEntries(
    Object.entries(figures).map(([name, value]) => {
      if (typeof value === 'number') return [name, rounded(value)];
      return [name, typeof value === 'object' && value !== null ? roundedFigures(value) : value];
    }),
  );
}

/** Four digits tell more than the noise allows. */
function rounded(value: number): number {
  return Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(4));
}
