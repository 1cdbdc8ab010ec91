import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A recorded request and the answer of a real server; see test/fixtures/odoo/README.md. */
export interface Pair {
  readonly number: number;
  readonly name: string;
  readonly protocol: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: unknown;
  };
  readonly response: {
    readonly status: number;
    readonly contentType: string;
    readonly body: unknown;
    readonly headers?: Readonly<Record<string, string>>;
  };
}

const folder = fileURLToPath(new URL('../../../../../test/fixtures/odoo/', import.meta.url));

/** The recorded pairs of a version in order, webhooks left out: there Odoo is the one that asks. */
export function readPairs(version: 18 | 19): Pair[] {
  const pairs: Pair[] = [];
  for (const file of readdirSync(`${folder}${version}`).sort()) {
    const pair = JSON.parse(readFileSync(`${folder}${version}/${file}`, 'utf8')) as Omit<Pair, 'number'>;
    if (pair.protocol !== 'webhook') pairs.push({ ...pair, number: Number(file.slice(0, 3)) });
  }
  return pairs;
}
