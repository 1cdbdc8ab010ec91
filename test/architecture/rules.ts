import path from 'node:path';
import type { ImportStatement, ScannedSource } from './scan-imports.ts';

export interface SourceFile extends ScannedSource {
  /** From the project's folder, with forward slashes: `src/core/money.ts`. */
  readonly path: string;
}

export interface Violation {
  readonly file: string;
  readonly line: number;
  /** What is wrong, and what to do. */
  readonly message: string;
}

const GROUND = ['errors', 'core', 'resilience', 'transforms'];
const DOMAIN = [...GROUND, 'db', 'jobs'];
const SERVICES = [
  ...DOMAIN,
  ...['http', 'odoo', 'auth', 'observe', 'config', 'connections', 'sync', 'inbox', 'webhooks', 'payments'],
];

/** Which parts of `src/` each part may import. What is not named here does not exist. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  core: ['errors'],
  resilience: ['errors', 'core'],
  transforms: ['errors', 'core'],
  http: GROUND,
  db: GROUND,
  odoo: [...GROUND, 'http'],
  jobs: [...GROUND, 'db'],
  auth: [...GROUND, 'db'],
  observe: [...GROUND, 'db'],
  config: ['errors', 'core'],
  connections: [...GROUND, 'db', 'auth', 'config'],
  sync: DOMAIN,
  inbox: [...DOMAIN, 'sync'],
  webhooks: [...DOMAIN, 'http', 'sync'],
  payments: [...DOMAIN, 'sync'],
  // Single connectors have their own rule; this is the registry beside them.
  connectors: ['errors', 'core', 'connectors/*'],
  index: [...GROUND, 'odoo'],
  api: SERVICES,
  mcp: SERVICES,
  // Commands that are about one system (`import` of CSV, `odoo doctor`, `sandbox`) know it by name.
  cli: [...SERVICES, 'app', 'connectors', 'connectors/*', 'connectors/*/simulator'],
  app: [...SERVICES, 'connectors', 'api', 'mcp'],
};

const CONNECTOR_MAY_IMPORT = ['errors', 'core', 'http', 'transforms', 'resilience'];
const SIMULATOR_MAY_IMPORT = ['errors', 'core'];
const INDEX_FILES = ['src/index.ts', 'src/odoo/index.ts'];
const DATABASE_PACKAGES = ['kysely', 'pg', 'pg-boss'];
const ENVIRONMENT_READERS = ['cli', 'config'];
/** Costly to load, by 20 to 160 ms each: a command loads them when it needs them. */
const HEAVY_PACKAGES = [...DATABASE_PACKAGES, 'undici', 'jsonata', 'fast-xml-parser', 'iconv-lite'];

const isTest = (file: string) => file.endsWith('.test.ts');

/** The part of `src/` that a file belongs to: `core`, `app`, `connectors/odoo`, `connectors/odoo/simulator`. */
export function partOf(file: string): string {
  const [, first = '', second, third] = file.split('/');
  if (second === undefined) return first.replace(/(\.test)?\.ts$/, '');
  if (first !== 'connectors' || third === undefined) return first;
  return third === 'simulator' || third === 'simulator.ts' ? `connectors/${second}/simulator` : `connectors/${second}`;
}

function allowedFor(part: string): readonly string[] | undefined {
  if (!part.startsWith('connectors/')) return MAY_IMPORT[part];
  if (part.endsWith('/simulator')) return SIMULATOR_MAY_IMPORT;
  return part === 'connectors/odoo' ? [...CONNECTOR_MAY_IMPORT, 'odoo'] : CONNECTOR_MAY_IMPORT;
}

function permits(allowed: readonly string[], part: string): boolean {
  return allowed.some((each) => each === part || new RegExp(`^${each.replaceAll('*', '[^/]+')}$`).test(part));
}

/** Everything in `files` (those of `src/`) that breaks a rule of `docs/architecture.md`. */
export function checkArchitecture(files: readonly SourceFile[]): readonly Violation[] {
  return [...files.flatMap(checkFile), ...checkStartUp(files), ...checkCycles(files)];
}

function checkFile(file: SourceFile): readonly Violation[] {
  const part = partOf(file.path);
  const allowed = allowedFor(part);
  if (allowed === undefined) {
    return [
      at(
        file,
        1,
        `src/${part} is no part of the design: put it into a part that exists, or add it in test/architecture/rules.ts and docs/architecture.md`,
      ),
    ];
  }
  if (isTest(file.path)) return [];
  return [
    ...file.imports.flatMap((statement) => checkImport(file, part, allowed, statement)),
    ...checkBarrel(file),
    ...checkEnvironment(file, part),
    ...checkQueries(file, part),
  ];
}

function checkImport(
  file: SourceFile,
  part: string,
  allowed: readonly string[],
  statement: ImportStatement,
): readonly Violation[] {
  const { specifier, line } = statement;
  const target = resolveImport(file.path, specifier);
  if (target === undefined) return checkPackage(file, part, statement);
  if (!target.startsWith('src/')) {
    return [at(file, line, `imports ${target}, which is not part of the package: move what both need into src/`)];
  }
  if (!target.endsWith('.ts')) return [at(file, line, `imports ${specifier}: name the file, with its ending .ts`)];
  if (isTest(target)) return [at(file, line, `imports a test: move what both need out of ${target}`)];
  const other = partOf(target);
  if (other === part || permits(allowed, other)) return [];
  return [at(file, line, `${part} imports ${other} (${specifier}): ${adviceFor(part, other)}`)];
}

function adviceFor(part: string, other: string): string {
  if (other === 'app') return 'only cli/ imports app.ts; take what you need as an argument';
  if (part.endsWith('/simulator')) return 'a simulator shares no code with the client that it answers; write it anew';
  if (other.endsWith('/simulator')) return 'only tests and the command line load a simulator';
  if (part.startsWith('connectors/') && other.startsWith('connectors/')) {
    return 'connectors do not know each other; move what both need into core/ or http/';
  }
  if (part.startsWith('connectors/'))
    return 'a connector sees core, errors, http, transforms, resilience and nothing else';
  if (other.startsWith('connectors'))
    return 'connectors are reached through the contract in core/connector.ts, given as an argument';
  return `${part} may import ${(allowedFor(part) ?? []).join(', ') || 'nothing'}; declare the narrow interface that you need, or move the code`;
}

function checkPackage(file: SourceFile, part: string, statement: ImportStatement): readonly Violation[] {
  const { specifier, line, typeOnly } = statement;
  if (specifier.startsWith('node:')) {
    const environment = specifier === 'node:process' && !ENVIRONMENT_READERS.includes(part);
    return environment
      ? [at(file, line, 'imports node:process: use the global `process`, and not its environment')]
      : [];
  }
  if (part === 'errors') return [at(file, line, `errors imports ${specifier}: it imports nothing`)];
  const name = packageName(specifier);
  if (name === 'vitest' || name === 'fast-check') {
    return [at(file, line, `imports ${name}, which users do not have: move it into test/ or a .test.ts file`)];
  }
  if (!DATABASE_PACKAGES.includes(name) || mayQuery(file.path, part)) return [];
  if (typeOnly && permits(['connections', 'sync', 'inbox', 'webhooks', 'payments', 'auth', 'observe'], part)) return [];
  return [
    at(
      file,
      line,
      `${part} imports ${name}: SQL lives in a domain's store.ts, in db/ and in jobs/; call a named query of a store`,
    ),
  ];
}

function mayQuery(file: string, part: string): boolean {
  if (part === 'db' || part === 'jobs') return true;
  const domains = ['sync', 'inbox', 'webhooks', 'payments', 'connections', 'auth', 'observe'];
  return domains.includes(part) && /(^|[/-])store\.ts$/.test(file);
}

function checkQueries(file: SourceFile, part: string): readonly Violation[] {
  if (mayQuery(file.path, part)) return [];
  return linesWith(file.code, /\.(selectFrom|insertInto|updateTable|deleteFrom|mergeInto)\(|\bsql(<[^>]*>)?``/g).map(
    (line) => at(file, line, 'holds a query: SQL lives in a store.ts of the domain; give it a name there and call it'),
  );
}

function checkBarrel(file: SourceFile): readonly Violation[] {
  if (INDEX_FILES.includes(file.path)) return [];
  const violations = file.imports
    .filter((statement) => statement.reexport)
    .map(({ line, specifier }) =>
      at(file, line, `passes ${specifier} on: import it where it is used, from its own file`),
    );
  if (path.basename(file.path) !== 'index.ts') return violations;
  return [
    at(file, 1, `is a barrel: only ${INDEX_FILES.join(' and ')} are; name the file for what it does`),
    ...violations,
  ];
}

function checkEnvironment(file: SourceFile, part: string): readonly Violation[] {
  if (ENVIRONMENT_READERS.includes(part)) return [];
  return linesWith(file.code, /\bprocess\??\.env\b|\bprocess\[/g).map((line) =>
    at(file, line, 'reads process.env: configuration is read once, in cli/ or config/; take the value as an argument'),
  );
}

/** `passerelle --version` must not wait for a database client. */
function checkStartUp(files: readonly SourceFile[]): readonly Violation[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const seen = new Set(['src/cli/main.ts']);
  const violations: Violation[] = [];
  for (const file of seen) {
    const source = byPath.get(file);
    for (const { specifier, line, dynamic, typeOnly } of source?.imports ?? []) {
      if (source === undefined || dynamic || typeOnly) continue;
      const target = resolveImport(file, specifier);
      if (target !== undefined) seen.add(target);
      else if (HEAVY_PACKAGES.includes(packageName(specifier))) {
        violations.push(
          at(source, line, `makes every command load ${specifier}: load it by import() where it is needed`),
        );
      }
    }
  }
  return violations;
}

/**
 * Import cycles of what is there at run time: they load in an order that nobody chose. A simulator may have them: its
 * model of Odoo's ORM recurses through nested commands.
 */
function checkCycles(files: readonly SourceFile[]): readonly Violation[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const done = new Set<string>();
  const violations: Violation[] = [];
  const visit = (file: SourceFile, trail: readonly string[]) => {
    if (done.has(file.path)) return;
    const here = [...trail, file.path];
    for (const { specifier, line, dynamic, typeOnly } of file.imports) {
      const target = dynamic || typeOnly ? undefined : resolveImport(file.path, specifier);
      const next = target === undefined ? undefined : byPath.get(target);
      if (next === undefined || partOf(next.path).endsWith('/simulator')) continue;
      const start = here.indexOf(next.path);
      if (start === -1) visit(next, here);
      else {
        const circle = [...here.slice(start), next.path].join(' -> ');
        violations.push(
          at(file, line, `closes a circle of imports (${circle}): move what both need into a third file`),
        );
      }
    }
    done.add(file.path);
  };
  for (const file of files) if (!partOf(file.path).endsWith('/simulator')) visit(file, []);
  return violations;
}

/** The path of an imported file; undefined for a package. */
function resolveImport(from: string, specifier: string): string | undefined {
  return specifier.startsWith('.') ? path.posix.join(path.posix.dirname(from), specifier) : undefined;
}

function packageName(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

function linesWith(code: string, pattern: RegExp): readonly number[] {
  return [...code.matchAll(pattern)].map((found) => code.slice(0, found.index).split('\n').length);
}

function at(file: SourceFile, line: number, message: string): Violation {
  return { file: file.path, line, message };
}
