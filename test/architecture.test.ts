import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkArchitecture, type SourceFile } from './architecture/rules.ts';
import { scanSource } from './architecture/scan-imports.ts';

const ROOT = path.join(import.meta.dirname, '..');

/** The messages of what is wrong with made-up sources. */
function faults(sources: Record<string, string>): string[] {
  const files = Object.entries(sources).map(([name, source]) => ({ path: name, ...scanSource(source) }));
  return checkArchitecture(files).map(({ file, line, message }) => `${file}:${line} ${message}`);
}

describe('the architecture', () => {
  it('is kept by every file of src/', () => {
    const files: SourceFile[] = globSync('src/**/*.ts', { cwd: ROOT })
      .map((name) => name.split(path.sep).join('/'))
      .sort()
      .map((name) => ({ path: name, ...scanSource(readFileSync(path.join(ROOT, name), 'utf8')) }));
    expect(files.length).toBeGreaterThan(100);
    const found = checkArchitecture(files).map(({ file, line, message }) => `${file}:${line} ${message}`);
    expect(found.join('\n')).toBe('');
  });
});

describe('the rules catch', () => {
  it.each([
    ['errors that import anything', 'src/errors.ts', "import { z } from 'zod';", 'it imports nothing'],
    ['core that looks up', 'src/core/a.ts', "import { x } from '../db/connect.ts';", 'core may import errors'],
    ['types too', 'src/core/a.ts', "import type { x } from '../db/connect.ts';", 'core may import errors'],
    ['dynamic imports too', 'src/core/a.ts', "const x = await import('../db/connect.ts');", 'core may import errors'],
    ['types named by import()', 'src/core/a.ts', "let x: import('../db/connect.ts').X;", 'core may import errors'],
    [
      'the Odoo client that knows the engine',
      'src/odoo/a.ts',
      "import { x } from '../sync/plan.ts';",
      'odoo may import',
    ],
    [
      'the database in a connector',
      'src/connectors/csv/a.ts',
      "import { x } from '../../db/meta.ts';",
      'a connector sees',
    ],
    [
      'the Odoo client in another connector',
      'src/connectors/shopify/a.ts',
      "import '../../odoo/client.ts';",
      'a connector sees',
    ],
    ['a connector in a connector', 'src/connectors/csv/a.ts', "import '../odoo/marks.ts';", 'do not know each other'],
    ['a connector in the engine', 'src/sync/a.ts', "import '../connectors/odoo/marks.ts';", 'through the contract'],
    ['the registry in the engine', 'src/sync/a.ts', "import '../connectors/registry.ts';", 'through the contract'],
    ['a client in its simulator', 'src/connectors/odoo/simulator/a.ts', "import '../marks.ts';", 'write it anew'],
    [
      'the Odoo client in its simulator',
      'src/connectors/odoo/simulator/a.ts',
      "import '../../../odoo/wire.ts';",
      'write it anew',
    ],
    [
      'a simulator in its client',
      'src/connectors/odoo/a.ts',
      "import './simulator/server.ts';",
      'only tests and the command line',
    ],
    ['the composition root used from below', 'src/sync/a.ts', "import '../app.ts';", 'only cli/ imports app.ts'],
    ['SQL in the command line', 'src/cli/a.ts', "import { sql } from 'kysely';", 'SQL lives in'],
    ['types of SQL in the command line', 'src/cli/a.ts', "import type { Kysely } from 'kysely';", 'SQL lives in'],
    ['SQL beside a store', 'src/sync/plan.ts', "import { sql } from 'kysely';", 'SQL lives in'],
    ['a query built with a given database', 'src/sync/plan.ts', "db.selectFrom('run')", 'holds a query'],
    ['a query as a template', 'src/cli/a.ts', 'await sql<Row>`select 1`.execute(db)', 'holds a query'],
    ['the environment read in the middle', 'src/http/a.ts', 'const p = process.env.HTTP_PROXY;', 'reads process.env'],
    ['the environment by import', 'src/http/a.ts', "import { env } from 'node:process';", 'node:process'],
    ['a barrel', 'src/sync/index.ts', 'export const x = 1;', 'is a barrel'],
    ['a file that passes others on', 'src/sync/a.ts', "export * from './plan.ts';", 'import it where it is used'],
    ['a folder that nobody knows', 'src/utils/a.ts', 'export const x = 1;', 'no part of the design'],
    ['test code in the product', 'src/core/a.ts', "import { expect } from 'vitest';", 'users do not have'],
    [
      'test helpers in the product',
      'src/core/a.ts',
      "import { x } from '../../test/database.ts';",
      'not part of the package',
    ],
    ['a test imported', 'src/core/a.ts', "import { x } from './b.test.ts';", 'imports a test'],
    ['an import without its ending', 'src/core/a.ts', "import { x } from './b';", 'with its ending .ts'],
  ])('%s', (_name, file, source, message) => {
    const found = faults({ [file]: `/* one */\n\n${source}\n` });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`${file}:`);
    expect(found[0]).toContain(message);
  });

  it('a slow start of every command, however long the way', () => {
    const found = faults({
      'src/cli/main.ts': "import './commands.ts';\nawait import('./late.ts');",
      'src/cli/commands.ts': "import '../db/connect.ts';",
      'src/cli/late.ts': "import '../db/late.ts';",
      'src/db/connect.ts': "import type { A } from 'undici';\n\nimport pg from 'pg';",
      'src/db/late.ts': "import pg from 'pg';",
    });
    expect(found).toEqual([expect.stringContaining('src/db/connect.ts:3 makes every command load pg')]);
  });

  it('a circle of imports', () => {
    const found = faults({
      'src/core/a.ts': "import './b.ts';",
      'src/core/b.ts': "import './c.ts';",
      'src/core/c.ts': "import './a.ts';\nimport type { B } from './b.ts';",
    });
    expect(found).toEqual([
      expect.stringContaining('src/core/a.ts -> src/core/b.ts -> src/core/c.ts -> src/core/a.ts'),
    ]);
  });
});

describe('the rules let pass', () => {
  it.each([
    [
      'a connector with what it may see',
      'src/connectors/csv/a.ts',
      "import '../../core/money.ts';\nimport '../../transforms/chain.ts';",
    ],
    ['the Odoo connector with the Odoo client', 'src/connectors/odoo/a.ts', "import '../../odoo/client.ts';"],
    ['a registry of connectors', 'src/connectors/registry.ts', "import './odoo/connector.ts';"],
    ['a store with SQL', 'src/sync/run-store.ts', "import { sql } from 'kysely';\nsql`select 1`; db.selectFrom('x');"],
    ['a transaction handed through', 'src/sync/plan.ts', "import type { Transaction } from 'kysely';"],
    [
      'the command line that starts a simulator',
      'src/cli/a.ts',
      "await import('../connectors/odoo/simulator/server.ts');",
    ],
    ['tests, which see everything', 'src/core/a.test.ts', "import { x } from '../db/connect.ts';\nimport 'vitest';"],
    [
      'words in comments and strings',
      'src/core/a.ts',
      '// import "../db/a.ts"\nconst x = "process.env"; /* db.selectFrom( */',
    ],
  ])('%s', (_name, file, source) => {
    expect(faults({ [file]: source })).toEqual([]);
  });
});

describe('the scanner', () => {
  const found = (source: string) => scanSource(source).imports.map(({ specifier, line }) => `${specifier}:${line}`);

  it('finds every form of import and its line', () => {
    const source = [
      "import a from 'a';",
      "import * as b from 'b';",
      'import {',
      '  c, // from "not"',
      '  type C,',
      "} from 'c';",
      "import 'd';",
      "export { e } from 'e';",
      "export * as f from 'f';",
      "export type { G } from 'g';",
      "import json from 'h' with { type: 'json' };",
      "const i = () => import('i');",
      "const j = require('j');",
      "type K = typeof import('k');",
      "import L, { type M } from 'l';",
    ];
    expect(found(source.join('\n'))).toEqual([
      'a:1',
      'b:2',
      'c:3',
      'd:7',
      'e:8',
      'f:9',
      'g:10',
      'h:11',
      'i:12',
      'j:13',
      'k:14',
      'l:15',
    ]);
  });

  it('tells types and late imports from those that load at once', () => {
    const { imports } = scanSource("import type { A } from 'a';\nimport { type B } from 'b';\nawait import('c');");
    expect(imports.map(({ typeOnly, dynamic }) => [typeOnly, dynamic])).toEqual([
      [true, false],
      [false, false],
      [false, true],
    ]);
  });

  it('is not led astray by strings, templates, comments and patterns', () => {
    const source = [
      // biome-ignore-start lint/suspicious/noTemplateCurlyInString: source to be scanned
      'const a = "import x from \'no\'";',
      "const b = `import x from 'no' ${`import('no')` + \"}\"} import 'no'`;",
      // biome-ignore-end lint/suspicious/noTemplateCurlyInString: source to be scanned
      'const c = /[\'"`]/.test(a) ? /[/\'"]/ : 1 / 2;',
      "/* import 'no' */ // import 'no'",
      "const d = 'it\\'s'; import('yes');",
      'const e = a / b; const f = "x/y";',
      "export const from = 'no'; export interface F { from: 'no' }",
      "import { g } from 'too';",
    ];
    expect(found(source.join('\n'))).toEqual(['yes:5', 'too:8']);
  });
});
