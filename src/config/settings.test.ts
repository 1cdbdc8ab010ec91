import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseSettings } from './settings.ts';

const schema = z
  .strictObject({
    url: z.url({ error: 'a web address' }),
    apiKey: z.string().min(8).optional(),
    password: z.string().optional(),
    mode: z.enum(['fast', 'safe']).default('safe'),
    limits: z.strictObject({ rows: z.int().positive().optional() }).prefault({}),
    company: z.union([z.int(), z.string()]).optional(),
  })
  .refine((s) => s.apiKey !== undefined || s.password !== undefined, {
    path: ['apiKey'],
    message: 'an API key or a password',
  });

const parse = (settings: object) => parseSettings(schema, settings, 'connections.erp', ['apiKey', 'password']);
const url = 'https://erp.example.com';

describe('settings of a connection', () => {
  it('are filled with defaults', () => {
    expect(parse({ url, apiKey: 'long enough' })).toEqual({ url, apiKey: 'long enough', mode: 'safe', limits: {} });
  });

  it.each([
    [{ urll: url, apiKey: 'long enough' }, 'connections.erp.urll', 'Did you mean "url"?'],
    [{ url, apiKey: 'long enough', limits: { row: 1 } }, 'connections.erp.limits.row', 'Did you mean "rows"?'],
  ])('that are misspelt are named with the right name, not as missing: %j', (settings, field, remedy) => {
    expect(() => parse(settings)).toThrow(expect.objectContaining({ code: 'config_unknown_key', field, remedy }));
  });

  it.each([
    [{ apiKey: 'long enough' }, 'connections.erp.url is missing.', 'Add url (a text).'],
    [{ url }, 'connections.erp.apiKey is missing.', 'Add apiKey (an API key or a password).'],
    [{ url: 'x', password: 'p' }, 'connections.erp.url is not valid.', 'It must be a web address.'],
    [{ url, password: 'p', mode: 'f' }, 'connections.erp.mode is not valid.', 'It must be one of fast, safe.'],
    [
      { url, password: 'p', limits: { rows: 'x' } },
      'connections.erp.limits.rows is not valid.',
      'It must be a number.',
    ],
    [
      { url, password: 'p', limits: { rows: 0 } },
      'connections.erp.limits.rows is not valid.',
      'It must be a number above 0.',
    ],
    [{ url, password: 'p', company: true }, 'connections.erp.company is not valid.', 'It must be a number or a text.'],
  ])('that do not hold say which and what is wanted: %j', (settings, message, remedy) => {
    expect(() => parse(settings)).toThrow(expect.objectContaining({ code: 'config_invalid', message, remedy }));
  });

  it('a secret that does not hold is not shown', () => {
    try {
      parse({ url, apiKey: 'short' });
      expect.unreachable();
    } catch (error) {
      expect(JSON.stringify(error)).not.toContain('short');
      expect(String(error)).not.toContain('short');
    }
  });
});
