import { setTimeout as delay } from 'node:timers/promises';
import type { Port, RecordType, Session } from '../../src/core/connector.ts';
import { openDatabase } from '../../src/db/database.ts';
import { identityMapping } from '../../src/sync/identity-mapping.ts';
import { type RunEnvironment, runSync } from '../../src/sync/run.ts';
import { createRunStore } from '../../src/sync/run-store.ts';
import { createSyncStore } from '../../src/sync/store.ts';
import type { Counts } from '../../src/sync/sync-types.ts';

export interface MeasuredRun {
  readonly counts: Counts;
  /** Fields that differ between source and target, written or not. */
  readonly differences: number;
  readonly ms: number;
  /** Of this process; PostgreSQL's own comes on top. */
  readonly cpuMs: number;
  /** Most resident memory of this process so far, in MB (10^6 bytes). */
  readonly peakRssMb: number;
}

export interface Engine {
  run(options: {
    readonly type: RecordType;
    readonly source: Port;
    readonly target: Session;
    readonly preview: boolean;
    /** Each run is one of its own, none is gone on with. */
    readonly input: string;
  }): Promise<MeasuredRun>;
  close(): Promise<void>;
}

/** The sync engine on the embedded database of a data folder. */
export async function openEngine(dataDir: string): Promise<Engine> {
  const { kysely, pool, close } = await openDatabase({ dataDir });
  const environment: RunEnvironment = {
    runs: createRunStore(kysely, pool),
    storeFor: (scope) => createSyncStore(kysely, scope),
    now: Date.now,
    sleep: async (ms, signal) => {
      await delay(ms, undefined, { signal });
    },
    random: Math.random,
  };
  return {
    close,
    async run({ type, source, target, preview, input }) {
      const ids = await environment.runs.ensureEnds({
        source: { name: 'source', connector: 'bench', identity: 'source' },
        target: { name: 'target', connector: 'bench', identity: 'target' },
        type,
        nameOf: () => `bench ${type}`,
      });
      let differences = 0;
      const start = performance.now();
      const before = process.cpuUsage();
      const { counts } = await runSync(environment, {
        sync: {
          id: ids.syncId,
          name: `bench ${type}`,
          type,
          source: { id: ids.sourceId, name: 'source' },
          target: { id: ids.targetId, name: 'target' },
          policy: { conflict: 'source_wins', firstContact: 'link', removeItems: false, onDeleted: 'ask' },
        },
        source,
        target,
        mapFor: identityMapping,
        input,
        trigger: 'bench',
        owner: 'bench',
        preview,
        limit: null,
        pageSize: 500,
        signal: new AbortController().signal,
        report: (event) => {
          if (event.kind === 'record') differences += event.report.differences.length;
        },
      });
      const { user, system } = process.cpuUsage(before);
      return {
        counts,
        differences,
        ms: performance.now() - start,
        cpuMs: (user + system) / 1000,
        peakRssMb: peakRssMb(),
      };
    },
  };
}

function peakRssMb(): number {
  // Kilobytes of 1,024 bytes on every platform.
  return (process.resourceUsage().maxRSS * 1024) / 1e6;
}
