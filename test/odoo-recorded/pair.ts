import { readdirSync, readFileSync } from 'node:fs';

/** A recorded exchange; see test/fixtures/odoo/README.md. */
export interface Pair {
  /** `19/435`. */
  readonly id: string;
  readonly number: number;
  readonly version: '18' | '19';
  readonly name: string;
  readonly protocol: 'jsonrpc' | 'xmlrpc' | 'session' | 'json2' | 'webhook';
  readonly request: {
    readonly method: 'GET' | 'POST';
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

const FOLDER = new URL('../fixtures/odoo/', import.meta.url);

export function readPairs(): Pair[] {
  return (['18', '19'] as const).flatMap((version) =>
    readdirSync(new URL(version, FOLDER))
      .sort()
      .map((file) => {
        const pair = JSON.parse(readFileSync(new URL(`${version}/${file}`, FOLDER), 'utf8')) as Omit<Pair, 'id'>;
        const number = Number(file.slice(0, 3));
        return { ...pair, id: `${version}/${file.slice(0, 3)}`, number, version };
      }),
  );
}
