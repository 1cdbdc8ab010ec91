import { z } from 'zod';
import type { ConnectorManifest } from '../core/connector.ts';
import { CONNECTION_NAME } from './config-file.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

const ID = 'https://json-schema.org/draft/2020-12/schema';

/**
 * The JSON Schema of `passerelle.yaml`, for editors: `# yaml-language-server: $schema=…/passerelle.schema.json`.
 * Made of the connectors' own schemas, which also check it when it is read.
 */
export function configurationSchema(manifests: readonly ConnectorManifest<unknown>[]): JsonSchema {
  return {
    $schema: ID,
    title: 'Passerelle configuration',
    description: 'passerelle.yaml. A dollar sign with a name in braces stands for an environment variable.',
    type: 'object',
    additionalProperties: false,
    properties: {
      connections: {
        description: 'Accounts of systems, by the name that commands use.',
        type: 'object',
        additionalProperties: false,
        patternProperties: { [CONNECTION_NAME.source]: { oneOf: manifests.map(connectionSchema) } },
      },
    },
  };
}

function connectionSchema({ name, title, settings }: ConnectorManifest<unknown>): JsonSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' });
  const { properties = {}, required = [] } = schema;
  return {
    title,
    ...schema,
    properties: { connector: { const: name }, ...properties },
    required: ['connector', ...required],
  };
}
