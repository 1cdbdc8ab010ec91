import type { Bench } from './harness/bench.ts';

interface Entry {
  readonly summary: string;
  readonly load: () => Promise<{ readonly bench: Bench }>;
}

export const BENCHES: { readonly [name: string]: Entry } = {
  'odoo-client': {
    summary: 'search_read over JSON-RPC, JSON-2 and XML-RPC against bare undici and the package xmlrpc',
    load: () => import('./odoo-client.ts'),
  },
  'cold-start': {
    summary: 'passerelle --version and --help from the build, and an existing data folder until it is ready',
    load: () => import('./cold-start.ts'),
  },
  engine: {
    summary: 'the sync engine between two systems in memory: new and unchanged records, memory',
    load: () => import('./engine.ts'),
  },
  'csv-million': {
    summary: 'a CSV of 1,000,000 rows through parsing, grouping, mapping and comparing: memory and time',
    load: () => import('./csv-million.ts'),
  },
  'import-products': {
    summary: 'import of 5,000 products and 1,000 with variants against bare load calls and a one-by-one loop',
    load: () => import('./import-products.ts'),
  },
  'import-unchanged': {
    summary: 'the same import again, with nothing changed, against bare parsing and reading',
    load: () => import('./import-unchanged.ts'),
  },
};
