import type {
  CanonicalRecord,
  ChangePage,
  Outcome,
  Port,
  RecordItem,
  Session,
  Write,
} from '../../src/core/connector.ts';
import { PasserelleError } from '../../src/errors.ts';
import type { SyncStore } from '../../src/sync/store.ts';

/** What happens to one call of `apply`; the calls of a session take the list in order, then all goes well. */
export type Fault =
  | 'fine'
  /** The work is done, the answer is lost. */
  | 'answer_lost'
  /** The connector could not reach the system. */
  | 'never_sent'
  /** The process dies before the call leaves. */
  | 'killed_before'
  /** The process dies when the work is done, before the outcome is stored. */
  | 'killed_after'
  /** The process dies; the call is still on its way and takes effect later, at `deliverLate`. */
  | 'killed_late';

export class Killed extends Error {
  override readonly name = 'Killed';
}

/** A process that can die: after that, nothing that it does reaches the database. */
export class Mortal {
  dead = false;

  kill(): never {
    this.dead = true;
    throw new Killed('The process was killed.');
  }

  store(store: SyncStore): SyncStore {
    return this.#guard(store);
  }

  runs<T extends object>(runs: T): T {
    return this.#guard(runs);
  }

  #guard<T extends object>(inner: T): T {
    return new Proxy(inner, {
      get: (target, name, receiver) => {
        const member: unknown = Reflect.get(target, name, receiver);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]) => {
          if (this.dead) throw new Killed('The process is dead.');
          return Reflect.apply(member, target, args);
        };
      },
    });
  }
}

export interface FaultySession {
  readonly session: Session;
  /** Every batch that reached `apply`. */
  readonly batches: (readonly Write[])[];
  /** Lets a call that was on its way when the process died take effect. */
  deliverLate(): Promise<void>;
}

/** The session with faults in its `apply` calls, and a record of what was asked of it. */
export function faultySession(
  inner: Session,
  faults: readonly Fault[],
  mortal: Mortal,
  reopen: () => Promise<Session>,
): FaultySession {
  const left = [...faults];
  const batches: (readonly Write[])[] = [];
  let late: (() => Promise<unknown>) | null = null;
  const lost = () => new PasserelleError('http_cut', 'The connection was cut before the answer came.');

  const records: { [type: string]: Port } = {};
  for (const [type, port] of Object.entries(inner.records)) {
    if (port?.write === undefined) {
      if (port !== undefined) records[type] = port;
      continue;
    }
    const { write } = port;
    const apply = async (writes: readonly Write[], options?: Parameters<typeof write.apply>[1]) => {
      batches.push(writes);
      switch (left.shift() ?? 'fine') {
        case 'fine':
          return await write.apply(writes, options);
        case 'answer_lost':
          await write.apply(writes, options);
          return writes.map((): Outcome => ({ status: 'unknown', error: lost() }));
        case 'never_sent':
          throw new PasserelleError('http_unreachable', 'The system did not answer.');
        case 'killed_before':
          return mortal.kill();
        case 'killed_after':
          await write.apply(writes, options);
          return mortal.kill();
        case 'killed_late':
          // The dead process has closed its connections; what it had sent goes on by itself.
          late = async () => {
            const session = await reopen();
            await Object.entries(session.records)
              .find(([name]) => name === type)?.[1]
              ?.write?.apply(writes);
            await session.close();
          };
          return mortal.kill();
      }
    };
    records[type] = { ...port, write: { ...write, apply } };
  }
  return {
    session: { ...inner, records },
    batches,
    async deliverLate() {
      const call = late;
      late = null;
      await call?.();
    },
  };
}

/** A source that holds just these records. Cursor: the number of records passed. */
export function listSource(records: readonly CanonicalRecord[]): Port {
  return {
    type: records[0]?.type ?? 'product',
    async schema() {
      return { fields: [], keys: [] };
    },
    async *changes(cursor, { pageSize }): AsyncGenerator<ChangePage> {
      for (let at = cursor === null ? 0 : Number(cursor); at < records.length; at += pageSize) {
        const slice = records.slice(at, at + pageSize);
        const items = slice.map((record): RecordItem => ({ ok: true, record }));
        yield { items, cursor: String(at + slice.length), progress: (at + slice.length) / records.length };
      }
    },
  };
}
