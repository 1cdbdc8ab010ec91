/** Bytes as Odoo's binary and image fields take them: base64. */
export function toOdooBinary(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** The bytes of a binary field; empty for `false`. */
export function fromOdooBinary(value: string | false): Uint8Array {
  return value === false ? new Uint8Array() : new Uint8Array(Buffer.from(value, 'base64'));
}
