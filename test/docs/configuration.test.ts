import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseConfig } from '../../src/config/config-file.ts';
import { parseSettings } from '../../src/config/settings.ts';
import { CONNECTOR_NAMES, loadConnector } from '../../src/connectors/registry.ts';
import { codeBlocks, codeRows, page, section, unquoted } from './markdown.ts';

const text = page('configuration.md');

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
}

/** `orders.confirm` for a setting within another. */
function settingNames(schema: JsonSchema, before = ''): readonly string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) =>
    inner.properties === undefined ? [before + name] : settingNames(inner, `${before}${name}.`),
  );
}

async function schemaOf(name: string): Promise<z.ZodType> {
  const connector = await loadConnector(name);
  if (connector === undefined) throw new Error(`There is no connector ${name}.`);
  return connector.manifest.settings;
}

describe('docs/configuration.md', () => {
  it.each(CONNECTOR_NAMES)('lists every setting of connector %s, and none that is gone', async (name) => {
    const written = codeRows(section(text, `## Settings of connector \`${name}\``)).map(([setting]) =>
      unquoted(setting),
    );
    const schema = z.toJSONSchema(await schemaOf(name), { io: 'input', unrepresentable: 'any' }) as JsonSchema;
    expect(written.sort()).toEqual([...settingNames(schema)].sort());
  });

  it('names every environment variable that the program reads, and none that is gone', () => {
    const pattern = /\bPASSERELLE_[A-Z_]+\b/g;
    const read = new Set(sources().flatMap((source) => source.match(pattern) ?? []));
    expect(new Set(text.match(pattern) ?? [])).toEqual(read);
  });

  it('shows a passerelle.yaml that is taken as it stands', async () => {
    const [yaml] = codeBlocks(section(text, '## passerelle.yaml')).filter(({ language }) => language === 'yaml');
    const { connections } = parseConfig(yaml?.text ?? '', 'passerelle.yaml');
    expect(connections.size).toBeGreaterThan(0);
    for (const { name, connector, settings } of connections.values()) {
      parseSettings(await schemaOf(connector), settings, `connections.${name}`, []);
    }
  });
});

function sources(): readonly string[] {
  const root = new URL('../../src/', import.meta.url);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(new URL(name.replaceAll('\\', '/'), root), 'utf8'));
}
