import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillIn, parseConfig } from './config-file.ts';

const parse = (text: string) => parseConfig(text, 'passerelle.yaml');
/** As it stands in the file: a dollar sign and the name in braces. */
const variable = (name: string) => `$\{${name}}`;
const KEY = variable('KEY');
const HOST = variable('HOST');
const failure = (code: string, parts: object = {}) => expect.objectContaining({ code, ...parts });

describe('a configuration file', () => {
  it('gives its connections as they stand, variables not yet filled in', () => {
    const { connections } = parse(`connections:\n  erp: {connector: odoo, url: "https://x", apiKey: "${KEY}"}\n`);
    expect([...connections.values()]).toEqual([
      { name: 'erp', connector: 'odoo', settings: { url: 'https://x', apiKey: KEY } },
    ]);
  });

  it.each(['', '# nothing yet\n', 'connections:\n', '{}'])('may be empty: %j', (text) => {
    expect(parse(text).connections.size).toBe(0);
  });

  it('is refused with line and column where it is no YAML', () => {
    expect(() => parse('connections:\n  a: {\n')).toThrow(failure('config_invalid', { field: 'line 3' }));
    expect(() => parse('connections: {}\nconnections: {}\n')).toThrow(/line 2, column 1: Map keys must be unique\.$/);
  });

  it.each([
    ['a list', '- a'],
    ['a text', 'connections'],
    ['connections that are a list', 'connections: [a]'],
    ['a connection that is a text', 'connections: {erp: odoo}'],
    ['a connection that is empty', 'connections: {erp: }'],
    ['a connection without connector', 'connections: {erp: {url: x}}'],
    ['a name that a command could take for an address', 'connections: {"erp.example": {connector: odoo}}'],
  ])('is refused with a remedy: %s', (_, text) => {
    expect(() => parse(text)).toThrow(failure('config_invalid', { remedy: expect.any(String) }));
  });

  it('a misspelt key is refused with the right one, never ignored', () => {
    const hint = { field: 'connection', remedy: 'Did you mean "connections"?' };
    expect(() => parse('connection: {}')).toThrow(failure('config_unknown_key', hint));
  });
});

describe('variables of the environment', () => {
  it('are filled in anywhere within texts, nested too', () => {
    const value = { url: `https://${HOST}:${variable('PORT')}/`, list: [HOST], deep: { on: true, port: 1 } };
    expect(fillIn(value, 'erp', { HOST: 'h', PORT: '8069' })).toEqual({
      url: 'https://h:8069/',
      list: ['h'],
      deep: { on: true, port: 1 },
    });
  });

  it.each([{}, { KEY: '' }])('are not silently empty: %j', (environment) => {
    const parts = { field: 'connections.erp.apiKey', value: 'KEY', remedy: expect.stringContaining('export KEY=') };
    expect(() => fillIn({ apiKey: KEY }, 'connections.erp', environment)).toThrow(failure('config_env_missing', parts));
  });

  it('a secret that looks like a variable or a replacement pattern stays as it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom(KEY, '$&', '$1', "$'")), (secret) => {
        expect(fillIn(KEY, 'erp.apiKey', { KEY: secret })).toBe(secret);
      }),
    );
  });
});
