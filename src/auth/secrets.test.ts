import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PasserelleError } from '../errors.ts';
import { createSecretBox } from './secrets.ts';

const box = createSecretBox(randomBytes(32));

describe('createSecretBox', () => {
  it('gives back any secrets as they were', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[a-zA-Z]\w*$/), fc.string({ unit: 'grapheme' })),
        fc.string(),
        (secrets, name) => {
          expect(box.open(box.seal(secrets, name), name)).toEqual({ ...secrets });
        },
      ),
    );
  });

  it('shows neither a secret nor that two are equal', () => {
    const first = Buffer.from(box.seal({ apiKey: 'hunter2-hunter2' }, 'erp'));
    const second = Buffer.from(box.seal({ apiKey: 'hunter2-hunter2' }, 'erp'));
    expect(first.includes('hunter2')).toBe(false);
    expect(first.equals(second)).toBe(false);
  });

  it('does not open what another key sealed', () => {
    const sealed = createSecretBox(randomBytes(32)).seal({ apiKey: 'hunter2' }, 'erp');
    expect(() => box.open(sealed, 'erp')).toThrow(expect.objectContaining({ code: 'secret_key_wrong' }));
  });

  it('does not open the secrets of one connection for another, when rows were swapped', () => {
    const sealed = box.seal({ apiKey: 'hunter2' }, 'erp');
    expect(() => box.open(sealed, 'shop')).toThrow(expect.objectContaining({ code: 'secret_key_wrong' }));
  });

  it('notices every changed or missing byte', () => {
    const sealed = box.seal({ apiKey: 'hunter2' }, 'erp');
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Uint8Array.from(sealed, (byte, index) => (index === at ? byte ^ 1 : byte));
      expect(() => box.open(changed, 'erp')).toThrow(PasserelleError);
      expect(() => box.open(sealed.subarray(0, at), 'erp')).toThrow(PasserelleError);
    }
  });

  it('has a check value that differs by key and is the same at each start', () => {
    const key = randomBytes(32);
    expect(createSecretBox(key).checkValue).toBe(createSecretBox(key).checkValue);
    expect(createSecretBox(key).checkValue).not.toBe(box.checkValue);
  });
});
