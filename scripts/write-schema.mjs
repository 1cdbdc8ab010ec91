// Writes schema/passerelle.schema.json, which editors read, from the connectors' own schemas.
// A test (test/cli/configuration-schema.test.ts) says when it has to be run again.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { configurationSchema } from '../src/config/json-schema.ts';
import { CONNECTOR_NAMES, loadConnector } from '../src/connectors/registry.ts';

const file = fileURLToPath(new URL('../schema/passerelle.schema.json', import.meta.url));
const biome = fileURLToPath(new URL('../node_modules/@biomejs/biome/bin/biome', import.meta.url));
const manifests = await Promise.all(CONNECTOR_NAMES.map(async (name) => (await loadConnector(name)).manifest));

mkdirSync(new URL('../schema/', import.meta.url), { recursive: true });
writeFileSync(file, JSON.stringify(configurationSchema(manifests)));
const { status } = spawnSync(process.execPath, [biome, 'format', '--write', file], { stdio: ['ignore', 2, 2] });
process.exitCode = status ?? 1;
