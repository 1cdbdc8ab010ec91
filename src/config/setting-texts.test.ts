import { expect, it } from 'vitest';
import { z } from 'zod';
import { settingsFromTexts } from './setting-texts.ts';

const schema = z.strictObject({
  database: z.string(),
  port: z.int().optional(),
  images: z.boolean().optional(),
  company: z.union([z.int(), z.string()]).optional(),
  apiKey: z.string().optional(),
  orders: z.strictObject({ confirm: z.enum(['never', 'always']), lines: z.array(z.string()).optional() }).optional(),
});

const read = (texts: Record<string, string>) => settingsFromTexts(new Map(Object.entries(texts)), schema, ['apiKey']);

it('numbers, truth values, lists and nested settings of a command line become what the schema wants', () => {
  expect(
    read({
      database: '2024',
      port: '8069',
      images: 'true',
      company: '3',
      'orders.confirm': 'never',
      'orders.lines': '[a, b]',
    }),
  ).toEqual({
    database: '2024',
    port: 8069,
    images: true,
    company: 3,
    orders: { confirm: 'never', lines: ['a', 'b'] },
  });
});

it('a name of digits can be forced to be a text', () => {
  expect(read({ database: 'x', company: '"3"' })).toEqual({ database: 'x', company: '3' });
});

it('a secret is taken letter by letter', () => {
  for (const secret of ['123456', 'true', '[1]', '"quoted"', '0x10', '1e5']) {
    expect(read({ database: 'x', apiKey: secret }).apiKey).toBe(secret);
  }
});

it('what is wrong is left for the schema to refuse, and reaches no prototype', () => {
  expect(read({ database: 'x', port: 'many' })).toEqual({ database: 'x', port: 'many' });
  const settings = read({ database: 'x', '__proto__.polluted': 'yes' });
  expect(Object.hasOwn(settings, '__proto__')).toBe(true);
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
});
