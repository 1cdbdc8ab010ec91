import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { PasserelleError } from '../errors.ts';

type Secrets = Readonly<Record<string, string>>;

/** Seals the secrets of connections; the key stays inside. */
export interface SecretBox {
  /** `context`, the connection's name, is bound in: what was sealed for one does not open for another. */
  seal(secrets: Secrets, context: string): Uint8Array;
  /** Throws `secret_key_wrong` if key or context are others, or the bytes were changed. */
  open(sealed: Uint8Array, context: string): Secrets;
  /** Tells this key from others and does not reveal it: kept beside the data. */
  readonly checkValue: string;
}

/** First byte of what is sealed; the nonce, the tag and the text encrypted with AES-256-GCM follow. */
const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const TEXT_START = 1 + NONCE_BYTES + TAG_BYTES;

const secretsSchema = z.record(z.string(), z.string());

/** `key`: 32 bytes. */
export function createSecretBox(key: Uint8Array): SecretBox {
  return {
    checkValue: Buffer.from(hkdfSync('sha256', key, '', 'passerelle key check', 16)).toString('hex'),
    seal(secrets, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(associatedData(context));
      const text = Buffer.concat([cipher.update(JSON.stringify(secrets), 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(FORMAT), nonce, cipher.getAuthTag(), text]);
    },
    open(sealed, context) {
      try {
        if (sealed[0] !== FORMAT) throw new Error(`Sealed in format ${sealed[0]}`);
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + NONCE_BYTES), {
          authTagLength: TAG_BYTES,
        });
        decipher.setAAD(associatedData(context)).setAuthTag(sealed.subarray(1 + NONCE_BYTES, TEXT_START));
        const text = Buffer.concat([decipher.update(sealed.subarray(TEXT_START)), decipher.final()]);
        return secretsSchema.parse(JSON.parse(text.toString('utf8')));
      } catch (cause) {
        throw wrongKey(`the secrets of ${context}`, cause);
      }
    },
  };
}

function associatedData(context: string): Buffer {
  return Buffer.from(`passerelle:${FORMAT}:${context}`);
}

export function wrongKey(what: string, cause?: unknown): PasserelleError {
  return new PasserelleError('secret_key_wrong', `The secret key does not open ${what}.`, {
    remedy: 'Give the key that they were stored with: PASSERELLE_SECRET_KEY, or secret.key in the data folder.',
    cause,
  });
}
