import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CanonicalRecord, KeyMatch, Port, RecordItem, RecordType, Session } from '../../src/core/connector.ts';
import { expectJson, validateValuesOf } from './canonical.ts';

/** A key field's value of one record, and what `find` has to answer for it. */
export interface KnownKey {
  readonly field: string;
  readonly value: string;
  readonly id: string;
  readonly parentId?: string;
}

export interface KnownRecord {
  readonly id: string;
  readonly keys: readonly KnownKey[];
}

/** What the suite needs to know of a connector that reads by id and key, and of the system behind it. */
export interface ReaderTarget {
  readonly name: string;
  readonly type: RecordType;
  open(): Promise<Session>;
  /** Makes records in the system, without the connector; each has a value of its own in every key field. */
  make(count: number): Promise<readonly KnownRecord[]>;
  /** One more record with the key values of this one, as far as the system lets two have them. */
  makeTwin(record: KnownRecord): Promise<KnownRecord>;
  /** A record whose key fields are empty. */
  makeKeyless(): Promise<void>;
  archive(id: string): Promise<void>;
  remove(id: string): Promise<void>;
  /** An id that the system could have given, but has not. */
  readonly unusedId: string;
  /** Top-level fields that every record has. */
  readonly fields: readonly string[];
  /** Key fields in which case does not count. */
  readonly caseless: readonly string[];
  /** How many records to ask for at once; 2,500 unless given. */
  readonly many?: number;
  setUp?(): Promise<void>;
  tearDown?(): Promise<void>;
}

/** The promises of `read` and `find`: exact, complete, whatever number and order of ids and values. */
export function readerSuite(target: ReaderTarget): void {
  const { many: manyCount = 2500 } = target;
  describe(`${target.name}: reading by id and key`, () => {
    let session: Session;
    let known: readonly KnownRecord[];

    beforeAll(async () => {
      await target.setUp?.();
      session = await target.open();
      known = await target.make(12);
    });
    afterAll(async () => {
      await session?.close();
      await target.tearDown?.();
    });

    function port(): Required<Pick<Port, 'read' | 'find' | 'schema'>> {
      const { read, find, schema } = session.records[target.type] ?? {};
      if (read === undefined || find === undefined || schema === undefined) {
        throw new Error(`${target.name} has no read or no find`);
      }
      return { read, find, schema };
    }

    const idsOf = (records: readonly KnownRecord[]) => records.map(({ id }) => id);

    it('gives the records that are asked for, each once, in whatever order of the ids', async () => {
      const ids = idsOf(known);
      const records = recordsOf(await port().read(ids));
      expect(records.map(({ id }) => id).sort()).toEqual([...ids].sort());
      const backwards = recordsOf(await port().read([...ids].reverse()));
      expect(byId(backwards)).toEqual(byId(records));
      const some = recordsOf(await port().read([ids[7] ?? '', ids[2] ?? '']));
      expect(byId(some)).toEqual(byId(records.filter(({ id }) => id === ids[7] || id === ids[2])));
      expect(await port().read([])).toEqual([]);
    });

    it('gives canonical values, with ids and versions that stay while nothing changes', async () => {
      const schema = await port().schema();
      const fields = new Set(schema.fields.map(({ path }) => path));
      const records = recordsOf(await port().read(idsOf(known)));
      for (const { type, version, values } of records) {
        expect(type).toBe(target.type);
        expect(version).toMatch(/\S/);
        expect(() => validateValuesOf(target.type, values)).not.toThrow();
        expectJson(values);
        for (const field of Object.keys(values)) if (!field.startsWith('native.')) expect(fields).toContain(field);
        for (const field of target.fields) expect(values).toHaveProperty([field]);
      }
      const again = recordsOf(await port().read(idsOf(known)));
      expect(byId(again)).toEqual(byId(records));
    });

    it('gives only the fields that are asked for, with the values that they have among all', async () => {
      const whole = new Map(recordsOf(await port().read(idsOf(known))).map((record) => [record.id, record]));
      for (const field of target.fields) {
        for (const { id, version, values } of recordsOf(await port().read(idsOf(known), { fields: [field] }))) {
          expect(values).toEqual({ [field]: whole.get(id)?.values[field] });
          expect(version).toBe(whole.get(id)?.version);
        }
      }
    });

    it('only tells which records there are when no field is asked for', async () => {
      const records = recordsOf(await port().read([...idsOf(known), target.unusedId], { fields: [] }));
      expect(records.map(({ id }) => id).sort()).toEqual(idsOf(known).sort());
      for (const { values } of records) expect(values).toEqual({});
    });

    it('leaves out ids that are gone or never were, and gives the others', async () => {
      const [gone, ...kept] = await target.make(3);
      if (gone === undefined) throw new Error('nothing was made');
      await target.remove(gone.id);
      const ids = [gone.id, target.unusedId, ...idsOf(kept)];
      for (const options of [{}, { fields: [] }]) {
        const records = recordsOf(await port().read(ids, options));
        expect(records.map(({ id }) => id).sort()).toEqual(idsOf(kept).sort());
        expect(await port().read([gone.id], options)).toEqual([]);
      }
      for (const { field, value } of gone.keys) expect(await port().find(field, [value]), field).toEqual([]);
    });

    it('finds by every key of its schema, with the value as it was asked for and the right ids', async () => {
      const { keys } = await port().schema();
      expect(known[0]?.keys.map(({ field }) => field).sort()).toEqual([...keys].sort());
      for (const field of keys) {
        const wanted = known.flatMap((record) => record.keys.filter((key) => key.field === field));
        const found = await port().find(
          field,
          wanted.map(({ value }) => value),
        );
        expect(sorted(found), field).toEqual(sorted(wanted.map(matchOf)));
        const [third] = wanted.slice(3);
        if (third === undefined) throw new Error('too few records');
        expect(await port().find(field, [third.value]), field).toEqual([matchOf(third)]);
        expect(await port().find(field, []), field).toEqual([]);
      }
    });

    it('finds nothing for what is only like a key', async () => {
      for (const { field, value } of known[1]?.keys ?? []) {
        const like = [`${value}x`, `x${value}`, value.slice(0, -1), value.slice(1), '%', '_', '*', `${value}%`];
        const wild = [value.replace(/[a-z]/, '_'), value.replace(/.$/, '%')];
        const odd = ["it's", '"', '\\', 'false', '0', 'ünïcode', '\u{1f511}'];
        expect(await port().find(field, [...like, ...wild, ...odd]), field).toEqual([]);
      }
    });

    it('finds nothing for a blank value, not all records without one', async () => {
      await target.makeKeyless();
      const { keys } = await port().schema();
      const finding: string[] = [];
      for (const field of keys) {
        if ((await port().find(field, ['', ' '])).length > 0) finding.push(field);
      }
      expect(finding).toEqual([]);
    });

    it('takes capitals for other letters in every key but those in which case does not count', async () => {
      for (const { field, value, ...ids } of known[2]?.keys ?? []) {
        const shouted = value.toUpperCase();
        if (shouted === value) continue;
        const expected = target.caseless.includes(field) ? [matchOf({ field, value: shouted, ...ids })] : [];
        expect(await port().find(field, [shouted]), field).toEqual(expected);
      }
    });

    it('finds all that share a key, and never picks one', async () => {
      const [record] = await target.make(1);
      if (record === undefined) throw new Error('nothing was made');
      const twin = await target.makeTwin(record);
      for (const key of twin.keys) {
        const own = record.keys.find(({ field, value }) => field === key.field && value === key.value);
        if (own === undefined) continue;
        expect(sorted(await port().find(key.field, [key.value])), key.field).toEqual(sorted([own, key].map(matchOf)));
      }
    });

    it('counts archived records', async () => {
      const [record] = await target.make(1);
      if (record === undefined) throw new Error('nothing was made');
      await target.archive(record.id);
      expect(recordsOf(await port().read([record.id])).map(({ id }) => id)).toEqual([record.id]);
      expect(recordsOf(await port().read([record.id], { fields: [] })).map(({ id }) => id)).toEqual([record.id]);
      for (const key of record.keys) {
        expect(await port().find(key.field, [key.value]), key.field).toEqual([matchOf(key)]);
      }
    });

    it(`takes ${manyCount} ids and values at once, those that are not there among them`, async () => {
      const many = await target.make(manyCount);
      const ids = idsOf(many);
      const asked = [...ids.slice(0, 1000), target.unusedId, ...ids.slice(1000)];
      const told = recordsOf(await port().read(asked, { fields: [] }));
      expect(told.map(({ id }) => id).sort()).toEqual([...ids].sort());
      const [field = ''] = target.fields;
      const read = recordsOf(await port().read(asked, { fields: [field] }));
      expect(read.map(({ id }) => id).sort()).toEqual([...ids].sort());
      for (const { values } of read) expect(Object.keys(values)).toEqual([field]);
      for (const key of (await port().schema()).keys) {
        const wanted = many.flatMap((record) => record.keys.filter((each) => each.field === key));
        const values = wanted.map(({ value }) => value);
        const found = await port().find(key, [...values.slice(0, 1200), 'not there', ...values.slice(1200)]);
        expect(sorted(found), key).toEqual(sorted(wanted.map(matchOf)));
      }
    }, 300_000);

    it('stops when it is told to', async () => {
      const [record] = known;
      if (record === undefined) throw new Error('nothing was made');
      const signal = AbortSignal.abort(new Error('stopped'));
      await expect(port().read([record.id], { signal })).rejects.toThrow();
      for (const { field, value } of record.keys) {
        await expect(port().find(field, [value], { signal }), field).rejects.toThrow();
      }
    });
  });
}

/** Every item must be a record: what cannot be read would be shown here. */
function recordsOf(items: readonly RecordItem[]): readonly CanonicalRecord[] {
  return items.map((item) => {
    if (item.ok) return item.record;
    throw item.error;
  });
}

const matchOf = ({ value, id, parentId }: KnownKey): KeyMatch => ({
  value,
  id,
  ...(parentId === undefined ? {} : { parentId }),
});

const sorted = (found: readonly KeyMatch[]): readonly string[] =>
  found.map(({ value, id, parentId }) => JSON.stringify([value, id, parentId ?? null])).sort();

const byId = (records: readonly CanonicalRecord[]) => [...records].sort((a, b) => (a.id < b.id ? -1 : 1));
