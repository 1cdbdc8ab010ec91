import type { ChangePage, Port, RecordType } from '../../src/core/connector.ts';
import type { Values } from '../../src/core/value.ts';

interface Listed {
  readonly id: string;
  readonly values: Values;
}

export function listSource(type: RecordType, records: readonly Listed[]): Port {
  return {
    type,
    schema: async () => ({ fields: [], keys: [] }),
    async *changes(cursor, { pageSize }): AsyncGenerator<ChangePage> {
      for (let at = Number(cursor ?? 0); at < records.length; at += pageSize) {
        const items = records
          .slice(at, at + pageSize)
          .map(({ id, values }) => ({ ok: true as const, record: { type, id, version: '1', values, native: null } }));
        yield { items, cursor: String(at + pageSize) };
      }
    },
  };
}
