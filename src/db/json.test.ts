import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { toJsonText } from './json.ts';

describe('toJsonText', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase({ migrated: false });
  });
  afterAll(() => database.close());

  const roundTrip = async (value: unknown): Promise<unknown> => {
    const { rows } = await database.pool.query<{ value: unknown }>('SELECT $1::jsonb AS value', [toJsonText(value)]);
    return rows[0]?.value;
  };

  it('stores any text of a shop: what PostgreSQL refuses is replaced, the rest is as it was', async () => {
    const text = fc.string({
      unit: fc.oneof(fc.constantFrom('\u0000', '\ud800', '\udfff', '\\', 'u0000', '"', '😀'), fc.string()),
    });
    const clean = (value: string) => value.toWellFormed().replaceAll('\u0000', '\ufffd');
    await fc.assert(
      fc.asyncProperty(fc.array(text), async (values) => {
        expect(await roundTrip(values)).toEqual(values.map(clean));
      }),
      { numRuns: 200 },
    );
  });

  it('stores arrays, null and undefined as JSON', async () => {
    expect(await roundTrip([1, { a: ['b'] }])).toEqual([1, { a: ['b'] }]);
    expect(await roundTrip(null)).toBeNull();
    expect(await roundTrip(undefined)).toBeNull();
    expect(await roundTrip({ 'key\u0000': 'a\\u0000b' })).toEqual({ 'key\ufffd': 'a\\u0000b' });
  });
});
