import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { configurationSchema } from '../../src/config/json-schema.ts';
import { CONNECTOR_NAMES, loadConnector } from '../../src/connectors/registry.ts';

it('the published schema knows every setting that the program takes', async () => {
  const manifests = await Promise.all(
    CONNECTOR_NAMES.map(async (name) => {
      const connector = await loadConnector(name);
      if (connector === undefined) throw new Error(`connector ${name} is not there`);
      return connector.manifest;
    }),
  );
  const published = await readFile(new URL('../../schema/passerelle.schema.json', import.meta.url), 'utf8');
  // Out of date? node scripts/write-schema.mjs
  expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(configurationSchema(manifests))));
});
