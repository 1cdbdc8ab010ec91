import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { excusesFor } from './excused.ts';
import { type Outcome, replay } from './replay.ts';

/** Pairs that the product's flows stand on: the simulator must answer at least these as a real server did. */
const FLOWS = [
  { name: 'reading, searching and domains', from: 29, to: 66 },
  { name: 'writing, access, constraints and archiving', from: 83, to: 129 },
  { name: 'bad calls, wrong values and x2many commands', from: 130, to: 181 },
  { name: 'products, load and external ids', from: 182, to: 239 },
  { name: 'orders', from: 240, to: 258 },
  { name: 'stock', from: 278, to: 296 },
  { name: 'texts, languages, dates and the cursor', from: 322, to: 418 },
] as const;

describe.each([18, 19] as const)('the simulated Odoo %i, asked what a real one was asked', (version) => {
  let outcomes: readonly Outcome[] = [];
  const equal = ({ expected, actual }: Outcome): boolean => isDeepStrictEqual(actual, expected);

  it('answers every recorded pair as the real server did, but for the excused ones', () => {
    outcomes = replay(version);
    const excuses = excusesFor(version);
    for (const outcome of outcomes) {
      if (excuses.has(outcome.pair.number)) continue;
      expect(outcome.actual, `pair ${outcome.pair.number} ${outcome.pair.name}`).toEqual(outcome.expected);
    }
  });

  it('excuses no pair that it answers, and none that does not exist', () => {
    const byNumber = new Map(outcomes.map((outcome) => [outcome.pair.number, outcome]));
    const stale = [...excusesFor(version).keys()].filter((number) => {
      const outcome = byNumber.get(number);
      return outcome === undefined || equal(outcome);
    });
    expect(stale).toEqual([]);
  });

  it('refuses what it does not simulate and never answers it wrongly', () => {
    const refused = [...excusesFor(version)].filter(([, reason]) => reason.includes('not simulated: ...'));
    for (const [number] of refused) {
      const outcome = outcomes.find(({ pair }) => pair.number === number);
      expect(JSON.stringify(outcome?.actual), `pair ${number}`).toContain('not simulated: ');
    }
  });

  it.each(FLOWS)('covers $name', ({ from, to }) => {
    const own = outcomes.filter(({ pair }) => pair.number >= from && pair.number <= to);
    expect(own.filter(equal).length / own.length).toBeGreaterThan(0.8);
  });
});
