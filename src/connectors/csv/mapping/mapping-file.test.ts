import { describe, expect, it } from 'vitest';
import { csvSettingsSchema } from '../settings.ts';
import { parseMappingFile, readMappingFile } from './mapping-file.ts';

const parse = (text: string) => parseMappingFile(text, 'map.yaml');

describe('a mapping file', () => {
  it('is read from YAML, and may be read again from what it was read to', () => {
    const mapping = parse(`
type: order
file: { separator: ";", encoding: windows-1252, quote: "'" }
skip: [{ column: Quantity, in: ["0"] }]
group: Invoice
fields:
  - { from: Invoice, to: id, key: true }
  - { from: Date, to: placedAt, take: last, by: Date }
`);
    expect(mapping).toMatchObject({
      type: 'order',
      group: ['Invoice'],
      fields: [{ key: true }, { take: 'last', by: 'Date' }],
    });
    const settings = { file: 'x.csv', mapping };
    expect(csvSettingsSchema.parse(csvSettingsSchema.parse(settings))).toEqual(settings);
  });

  it.each([
    ['a misspelt key', 'feilds: []', 'unknown key "feilds" (did you mean "fields"?)'],
    [
      'a misspelt key of an entry',
      'fields: [{ form: A, to: title }]',
      '"fields[0]" in "map.yaml": unknown key "form"; did you mean "from"?',
    ],
    [
      'a take that there is not',
      'fields: [{ from: A, to: title, take: biggest }]',
      '"fields[0].take" in "map.yaml" must be one of first, last',
    ],
    ['an order without a choice', 'fields: [{ from: A, to: title, take: max, by: B }]', '"fields[0].by"'],
    ['an entry without a target', 'fields: [{ from: A }]', 'has no "to"'],
    [
      'a record type that there is not',
      'type: oder\nfields: [{ from: A, to: title }]',
      '"type" in "map.yaml" must be one of product, customer',
    ],
    [
      'a long separator',
      'file: { separator: "||" }\nfields: [{ from: A, to: title }]',
      '"file.separator" in "map.yaml" must be one character',
    ],
    [
      'a rule that says nothing',
      'skip: [{ column: A }]\nfields: [{ from: A, to: title }]',
      '"skip[0]" in "map.yaml" must be a column and one of',
    ],
    ['no fields', 'type: product', '"fields" in "map.yaml" must be a list of entries'],
    ['nothing', '', '"map.yaml" must be'],
  ])('is refused for %s, with the place', (_name, text, message) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'csv_mapping_invalid', exitCode: 2 }));
    expect(() => parse(text)).toThrow(message);
  });

  it('that is no YAML is refused with the line', () => {
    expect(() => parse('type: product\nfields: [\n')).toThrow(/"map.yaml", line \d is not YAML/);
  });

  it('that is not there is named', async () => {
    await expect(readMappingFile('/nowhere/map.yaml')).rejects.toMatchObject({ code: 'csv_file_not_found' });
  });
});

describe('settings', () => {
  it.each([
    ['neither file nor directory', {}],
    ['file and directory', { file: 'a', directory: 'b' }],
    ['a profile that there is not', { file: 'a', profile: 'shopfy' }],
    ['an unknown setting', { file: 'a', separator: ';' }],
  ])('are refused with %s', (_name, settings) => {
    expect(csvSettingsSchema.safeParse(settings).success).toBe(false);
  });
});
