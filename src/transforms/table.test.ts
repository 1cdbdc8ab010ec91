import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { valueArbitrary } from '../../test/arbitraries.ts';
import type { Value } from '../core/value.ts';
import { PasserelleError } from '../errors.ts';
import { compileTransform } from './chain.ts';
import { TRANSFORMS } from './table.ts';

const examples = [...TRANSFORMS.values()].flatMap((row) =>
  row.examples.map((example) => ({ name: row.name, ...example })),
);

test.each(examples)('$name does what its documentation shows: $use', async ({ use, from, to }) => {
  expect(await compileTransform(use, 'test').apply(from, {})).toEqual(to);
});

test('names are one style and every row is documented', () => {
  for (const [name, row] of TRANSFORMS) {
    expect(name).toMatch(/^[a-z_]+$/);
    expect(row.doc).toMatch(/^[A-Z].*\.$/);
    expect(row.examples.length).toBeGreaterThan(0);
  }
});

test('the transforms that mappings are promised are there', () => {
  const promised = `uppercase lowercase float_to_int bool_to_yesno date_to_iso trim round multiply lookup default concat slug
    strip_html split boolean number date_format join replace prefix suffix pad truncate abs negate substring first date jsonata`;
  for (const name of promised.split(/\s+/)) expect(TRANSFORMS.has(name), name).toBe(true);
});

describe.each([...TRANSFORMS.values()])('$name', (row) => {
  const use = row.examples[0]?.use ?? row.name;

  test('whatever a record holds, the answer is a value without floats or an error that parks one record', async () => {
    const chain = compileTransform(use, 'test');
    await fc.assert(
      fc.asyncProperty(valueArbitrary, async (value) => {
        try {
          expect(hasFloat(await chain.apply(value, { field: 'title' }))).toBe(false);
        } catch (error) {
          expect(error).toBeInstanceOf(PasserelleError);
          expect(error).toMatchObject({ code: 'transform_failed', kind: 'data', field: 'title' });
          expect((error as Error).message).toContain(row.name);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('its inverse, where there is one, can be compiled', () => {
    const { inverse } = compileTransform(use, 'test');
    if ('spec' in inverse) compileTransform(inverse.spec, 'test');
    else expect(inverse.irreversible).toBe(row.name);
  });

  test('an absent value stays absent and null stays null, unless it is there to fill gaps', async () => {
    if (row.empty === 'take') return;
    const chain = compileTransform(use, 'test');
    expect(await chain.apply(undefined, {})).toBeUndefined();
    expect(await chain.apply(null, {})).toBeNull();
  });
});

function hasFloat(value: Value | undefined): boolean {
  if (typeof value === 'number') return !Number.isInteger(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(hasFloat);
}
