/** Runs something and tells how long it took, in milliseconds. */
export async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/** By round: how long it took, and how long this process was on a processor for it, in milliseconds. */
export interface Series {
  readonly ms: number[];
  readonly cpuMs: number[];
}

/**
 * Runs all contenders once a round, beginning with another one each time, after one round that does not count.
 */
export async function interleaved<Name extends string>(
  rounds: number,
  contenders: Readonly<Record<Name, () => Promise<unknown>>>,
): Promise<Record<Name, Series>> {
  const names = Object.keys(contenders) as Name[];
  const entries = names.map((name) => [name, { ms: [], cpuMs: [] }] as const);
  const series = Object.fromEntries(entries) as unknown as Record<Name, Series>;
  for (let round = -1; round < rounds; round++) {
    for (const turn of names.keys()) {
      const name = names[(turn + round + 1) % names.length];
      if (name === undefined) continue;
      const before = process.cpuUsage();
      const ms = await timed(contenders[name]);
      const { user, system } = process.cpuUsage(before);
      if (round < 0) continue;
      series[name].ms.push(ms);
      series[name].cpuMs.push((user + system) / 1000);
    }
  }
  return series;
}
