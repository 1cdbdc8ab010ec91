import { existsSync, globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  buildClientSchema,
  type GraphQLNamedType,
  type GraphQLSchema,
  type IntrospectionQuery,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  NoDeprecatedCustomRule,
  parse,
  validate,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import type { Operation } from '../api/operation.ts';
import { API_VERSION } from '../manifest.ts';
import { simulatorSchema } from '../simulator/api/schema.ts';

/**
 * Shopify's own schema is not ours to copy. It is in the npm package @shopify/dev-mcp (some 300 packages, so it is not
 * a dependency): install it anywhere and name the folder in SHOPIFY_DEV_MCP, or put it into node_modules.
 */
function realSchemaFile(): string | undefined {
  const file = path.join('dist', 'data', `admin_${API_VERSION}.json.gz`);
  const given = process.env.SHOPIFY_DEV_MCP;
  const folders = given === undefined ? [] : [given, path.join(given, 'node_modules', '@shopify', 'dev-mcp')];
  const require = createRequire(import.meta.url);
  for (const base of require.resolve.paths('@shopify/dev-mcp') ?? []) {
    folders.push(path.join(base, '@shopify', 'dev-mcp'));
  }
  return folders.map((folder) => path.join(folder, file)).find((each) => existsSync(each));
}

async function allOperations(): Promise<readonly Operation[]> {
  const files = globSync('*.ts', { cwd: import.meta.dirname }).filter((file) => !file.endsWith('.test.ts'));
  const modules = await Promise.all(files.sort().map((file) => import(path.join(import.meta.dirname, file))));
  return modules.flatMap((each: Record<string, unknown>) => Object.values(each) as Operation[]);
}

const operations = await allOperations();
const realFile = realSchemaFile();
const faultsOf = (schema: GraphQLSchema, text: string) => validate(schema, parse(text)).map((error) => error.message);

describe('every operation that the connector can send', () => {
  const simulated = simulatorSchema();
  it('has a name of its own', () => {
    expect(operations.length).toBeGreaterThan(30);
    expect(new Set(operations.map(({ name }) => name)).size).toBe(operations.length);
  });

  it.each(operations)('$name is understood by the simulator', ({ text }) => {
    expect(faultsOf(simulated, text)).toEqual([]);
  });
});

describe.skipIf(realFile === undefined)(
  `Shopify's own schema of ${API_VERSION}${realFile === undefined ? ' (skipped: install @shopify/dev-mcp and name its folder in SHOPIFY_DEV_MCP)' : ''}`,
  () => {
    const real = () => {
      const answer = JSON.parse(gunzipSync(readFileSync(realFile ?? '')).toString('utf8')) as {
        data: IntrospectionQuery;
      };
      // Shopify deprecates fields that their interfaces do not, which graphql-js 17 finds invalid.
      return buildClientSchema(answer.data, { assumeValid: true });
    };

    it('takes every operation as it is, and none uses a deprecated field', () => {
      const schema = real();
      const faults = operations.flatMap(({ name, text }) => faultsOf(schema, text).map((fault) => `${name}: ${fault}`));
      expect(faults).toEqual([]);
      expect(
        operations.flatMap(({ name, text }) => deprecatedFields(schema, text).map((use) => `${name}: ${use}`)),
      ).toEqual([]);
    });

    it('holds all that the simulator answers, under the same types', () => {
      const schema = real();
      const types = Object.values(simulatorSchema().getTypeMap()).filter(({ name }) => !name.startsWith('__'));
      expect(types.flatMap((type) => differences(type, schema.getType(type.name)))).toEqual([]);
    });
  },
);

function differences(ours: GraphQLNamedType, theirs: GraphQLNamedType | undefined): readonly string[] {
  if (theirs === undefined) return [`${ours.name} does not exist`];
  if (isEnumType(ours) && isEnumType(theirs)) {
    return ours
      .getValues()
      .flatMap(({ name }) => (theirs.getValue(name) ? [] : [`${ours.name}.${name} does not exist`]));
  }
  const object = (isObjectType(ours) || isInterfaceType(ours)) && (isObjectType(theirs) || isInterfaceType(theirs));
  if (object) {
    return Object.values(ours.getFields()).flatMap((field) => {
      const real = theirs.getFields()[field.name];
      const place = `${ours.name}.${field.name}`;
      if (real === undefined) return [`${place} does not exist`];
      const args = field.args.flatMap((arg) => {
        const same = real.args.find((each) => each.name === arg.name);
        return same === undefined || String(same.type) !== String(arg.type) ? [`${place}(${arg.name})`] : [];
      });
      const missing = real.args.filter(
        (arg) => String(arg.type).endsWith('!') && !field.args.some(({ name }) => name === arg.name),
      );
      return [
        ...(String(real.type) === String(field.type) ? [] : [`${place} is ${String(real.type)}`]),
        ...args,
        ...missing.map((arg) => `${place} lacks ${arg.name}`),
      ];
    });
  }
  if (isInputObjectType(ours) && isInputObjectType(theirs)) {
    return Object.values(ours.getFields()).flatMap((field) => {
      const real = theirs.getFields()[field.name];
      return real === undefined || String(real.type) !== String(field.type) ? [`${ours.name}.${field.name}`] : [];
    });
  }
  return [];
}

function deprecatedFields(schema: GraphQLSchema, text: string): readonly string[] {
  return validate(schema, parse(text), [NoDeprecatedCustomRule]).map((error) => error.message);
}
