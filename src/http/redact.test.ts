import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from './redact.ts';

describe('createRedactor', () => {
  it('leaves no secret in a text, however it is written there', () => {
    const secret = fc
      .string({ minLength: 4, maxLength: 40, unit: 'grapheme-ascii' })
      .filter((text) => !'***'.includes(text));
    fc.assert(
      fc.property(secret, (password) => {
        const redact = createRedactor([password]);
        const spellings = [password, JSON.stringify({ password }), encodeURIComponent(password)];
        for (const text of spellings) expect(redact(`a ${text} b`)).not.toContain(password);
      }),
    );
  });

  it.each([
    ['http://user:pass@proxy.test:3128/', 'http://***@proxy.test:3128/'],
    ['authorization: bearer abc.def', 'authorization: bearer ***'],
    ['session_id=1234abcd; Path=/', 'session_id=***; Path=/'],
  ])('masks what is secret by its place: %s', (text, clean) => {
    expect(createRedactor([])(text)).toBe(clean);
  });

  it('leaves ordinary texts alone', () => {
    const text = 'No record res.partner(84,) for user@example.com, see https://erp.test/web?id=1';
    expect(createRedactor(['s3cret', undefined, '', 'ab'])(text)).toBe(text);
  });
});
