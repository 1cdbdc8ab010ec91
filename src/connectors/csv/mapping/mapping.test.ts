import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFolder, readAll, type TestFolder } from '../testing.ts';
import { parseMappingFile } from './mapping-file.ts';

let folder: TestFolder;
beforeAll(async () => {
  folder = await createFolder();
});
afterAll(() => folder.remove());

let number = 0;
async function read(yaml: string, csv: string, options = {}) {
  number += 1;
  const file = await folder.write(`mapped-${number}.csv`, csv);
  return readAll({ file, mapping: parseMappingFile(yaml, 'map.yaml') }, options);
}

const PRODUCTS = `
type: product
fields:
  - { from: Code, to: "variants[].sku", key: true }
  - { from: Name, to: title, transform: trim, required: true }
  - { from: Price, to: "variants[].price", transform: { number: { decimal: "," } } }
  - { from: Labels, to: tags, transform: split }
  - { from: Season, to: native.x_season }
  - { to: kind, default: goods }
`;
const HEADER = 'Code;Name;Price;Labels;Season\n';

describe('a file of one row a record', () => {
  it('gives canonical and raw fields, texts and numbers as they should be', async () => {
    const { records } = await read(PRODUCTS, `${HEADER}P1; Pot ;3,50;red, blue;AW\nP2;Pan;;;\n`);
    expect(records.map(({ id, values }) => ({ id, values }))).toEqual([
      {
        id: 'P1',
        values: {
          title: 'Pot',
          tags: ['red', 'blue'],
          'native.x_season': 'AW',
          kind: 'goods',
          variants: [{ sku: 'P1', price: '3.5', id: 'P1', optionValues: {} }],
        },
      },
      {
        id: 'P2',
        values: {
          title: 'Pan',
          tags: null,
          'native.x_season': null,
          kind: 'goods',
          variants: [{ sku: 'P2', price: null, id: 'P2', optionValues: {} }],
        },
      },
    ]);
  });

  it('rejects a bad row alone, with line, column and cell; every row is accounted for', async () => {
    const { records, errors, rows, items } = await read(
      PRODUCTS,
      `${HEADER}P1;Pot;3,50;;\nP2;Pan;dear;;\nP3;;1;;\n;Lid;1;;\nP5;a;b\nP1;Pot again;2;;\n`,
    );
    expect(records.map(({ id }) => id)).toEqual(['P1']);
    expect(errors.map(({ code, field }) => [code, field])).toEqual([
      ['csv_repeated_key', 'Code'],
      ['csv_bad_value', 'Price'],
      ['csv_missing_value', 'Name'],
      ['csv_missing_value', 'Code'],
      ['csv_ragged_row', 'line 6'],
    ]);
    expect(errors[0]?.message).toBe('Line 7, column "Code": "P1" again; line 2 has it already.');
    expect(errors[1]?.message).toMatch(/^Line 3, column "Price": .*"dear"/);
    expect(rows).toBe(6);
    expect(items.find((item) => !item.ok && item.id === 'P2')).toMatchObject({
      location: 'line 3',
      native: {
        header: ['Code', 'Name', 'Price', 'Labels', 'Season'],
        rows: [{ line: 3, cells: ['P2', 'Pan', 'dear', '', ''] }],
      },
    });
  });

  it('leaves out rows by rules, and counts them', async () => {
    const rules = ['equals: x1', 'in: [x1, x9]', 'startsWith: x', 'matches: "^x\\\\d$"'];
    for (const rule of rules) {
      const { records, pages } = await read(
        `${PRODUCTS}\nskip: [{ column: code, ${rule} }]`,
        `${HEADER}P1;a;1;;\nx1;b;1;;\n`,
      );
      expect(
        records.map(({ id }) => id),
        rule,
      ).toEqual(['P1']);
      expect(
        pages.map(({ skippedRows }) => skippedRows),
        rule,
      ).toEqual([1]);
    }
    const empty = await read(`${PRODUCTS}\nskip: [{ column: Season, empty: true }]`, `${HEADER}P1;a;1;;AW\nP2;b;1;;\n`);
    expect(empty.records.map(({ id }) => id)).toEqual(['P1']);
    const all = await read(`${PRODUCTS}\nskip: [{ column: Season, empty: true }]`, `${HEADER}P2;b;1;;\n`);
    expect(all.pages).toMatchObject([{ items: [], skippedRows: 1, progress: 1 }]);
  });

  it('evaluates expressions over the whole row', async () => {
    const yaml = `
type: product
fields:
  - { from: Code, to: "variants[].sku", key: true }
  - { from: Name, to: title, transform: { jsonata: '$uppercase($) & " " & $record.Season' } }
`;
    const { records, errors } = await read(yaml, `${HEADER}P1;Pot;1;;AW\nP2;Pan;1;;SS\n`);
    expect(errors).toEqual([]);
    expect(records.map(({ values }) => values.title)).toEqual(['POT AW', 'PAN SS']);
  });

  it('makes variants of option columns', async () => {
    const yaml = `
type: product
group: Model
fields:
  - { from: Model, to: title }
  - { from: Size, to: "variants[].optionValues.Size" }
  - { from: Price, to: "variants[].price" }
`;
    const { records } = await read(yaml, 'Model,Size,Price\nShirt,S,1\nShirt,M,2\n');
    expect(records[0]?.values).toEqual({
      title: 'Shirt',
      options: [{ name: 'Size', values: ['S', 'M'] }],
      variants: [
        { id: 'Shirt/S', optionValues: { Size: 'S' }, price: '1' },
        { id: 'Shirt/M', optionValues: { Size: 'M' }, price: '2' },
      ],
    });
  });
});

const ORDERS = `
type: order
group: Invoice
fields:
  - { from: Invoice, to: number }
  - { from: Date, to: placedAt, take: min }
  - { from: Buyer, to: customer.id, default: guest }
  - { from: Code, to: "lines[].variant.sku" }
  - { from: Code, to: "lines[].sku" }
  - { from: Qty, to: "lines[].quantity" }
  - { to: "lines[].taxes", default: [] }
`;
const LINES = 'Invoice,Date,Buyer,Code,Qty\n';

describe('a file of several rows a record', () => {
  it('makes a line of each row, also of equal ones, with ids that do not depend on their order', async () => {
    const rows = [
      '1,2026-01-02,B,A,1',
      '1,2026-01-01,B,A,2',
      '1,2026-01-02,B,C,1',
      '1,2026-01-02,B,A,1',
      '2,2026-01-03,,A,1',
    ];
    const { records } = await read(ORDERS, `${LINES}${rows.join('\n')}\n`);
    expect(records[0]?.values).toMatchObject({
      number: '1',
      placedAt: '2026-01-01T00:00:00Z',
      customer: { type: 'customer', id: 'B' },
      lines: [
        { id: 'A', quantity: '1', variant: { type: 'product.variants', id: null, sku: 'A' }, taxes: [] },
        { id: 'A#3', quantity: '2' },
        { id: 'C', quantity: '1' },
        { id: 'A#2', quantity: '1' },
      ],
    });
    expect(records[1]?.values).toMatchObject({ customer: { id: 'guest' } });
  });

  it('with its rows shuffled gives the same records: nothing is written a second time', async () => {
    const row = fc.tuple(
      fc.constantFrom('1', '2', '3'),
      fc.constantFrom('A', 'B'),
      fc.constantFrom('1', '2'),
      fc.constantFrom('x', 'y'),
    );
    const yaml = `${ORDERS}  - { from: Note, to: note, take: most }\n  - { from: Note, to: tags, transform: split, take: join }\n`;
    await fc.assert(
      fc.asyncProperty(
        fc
          .array(row, { minLength: 1, maxLength: 25 })
          .chain((rows) =>
            fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length })),
          ),
        async ([rows, shuffled]) => {
          const versions = async (given: typeof rows) => {
            const text = given.map(([id, code, qty, note]) => `${id},2026-01-0${qty},,${code},${qty},${note}\n`);
            const { records, rows: count } = await read(yaml, `Invoice,Date,Buyer,Code,Qty,Note\n${text.join('')}`);
            expect(count).toBe(given.length);
            return records.map(({ id, version }) => `${id} ${version}`).sort();
          };
          expect(await versions(shuffled)).toEqual(await versions(rows));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('rejects the whole record for one bad row of it', async () => {
    const { records, errors, items, rows } = await read(
      `${ORDERS.replace('"lines[].quantity" }', '"lines[].quantity", transform: number }')}`,
      `${LINES}1,2026-01-01,B,A,1\n2,2026-01-01,B,A,1\n1,2026-01-01,B,C,many\n`,
    );
    expect(records.map(({ id }) => id)).toEqual(['2']);
    expect(errors[0]?.message).toMatch(/^Line 4, column "Qty": .*"many"/);
    expect(items[0]).toMatchObject({
      id: '1',
      rows: 2,
      location: 'lines 2 and 4',
      native: { rows: [{ line: 2 }, { line: 4 }] },
    });
    expect(rows).toBe(3);
  });

  it.each([
    ['first', 'B'],
    ['last', 'A'],
    ['max', 'C'],
    ['min', 'A'],
    ['most', 'B'],
    ['join', 'A, B, C'],
    ['first, by: Date', 'C'],
    ['last, by: Date', 'B'],
  ])('takes the value of the right row: %s', async (take, expected) => {
    const yaml = `type: order\ngroup: Invoice\nfields:\n  - { from: Buyer, to: note, take: ${take} }\n`;
    const rows = ['1,2026-01-02,,,', '1,2026-01-03,B,,', '1,2026-01-01,C,,', '1,2026-01-02,B,,', '1,2026-01-02,A,,'];
    const { records } = await read(yaml, `${LINES}${rows.join('\n')}\n`);
    expect(records[0]?.values.note).toBe(expected);
  });

  it('adds up, and compares numbers as numbers', async () => {
    const yaml = `type: order\ngroup: Invoice\nfields:
  - { from: Qty, to: totals.total, take: sum }
  - { from: Qty, to: totals.tax, take: max }
`;
    const { records } = await read(yaml, `${LINES}1,,,,9.1\n1,,,,10.2\n`);
    expect(records[0]?.values.totals).toEqual({ total: '19.3', tax: '10.2' });
  });

  it('warns when rows disagree and the mapping does not choose', async () => {
    const { records } = await read(ORDERS, `${LINES}1,2026-01-01,B,A,1\n1,2026-01-01,C,A,1\n`);
    expect(records[0]?.warnings).toEqual(['Rows disagree about "Buyer": "B" (line 2) is taken, not "C" (line 3).']);
  });

  it('brings rows of one variant or address together', async () => {
    const yaml = `
type: customer
group: Id
fields:
  - { from: Name, to: name }
  - { from: Kind, to: "addresses[].kind" }
  - { from: City, to: "addresses[].city" }
`;
    const csv = 'Id,Name,Kind,City\n1,Ann,billing,Paris\n1,Ann,shipping,Lyon\n1,Ann,billing,Paris\n1,Ann,,\n';
    const { records } = await read(yaml, csv);
    expect(records[0]?.values.addresses).toEqual([
      { id: 'billing', kind: 'billing', city: 'Paris' },
      { id: 'shipping', kind: 'shipping', city: 'Lyon' },
    ]);
  });

  it('groups by several columns without mixing them up', async () => {
    const yaml = 'type: order\ngroup: [Invoice, Buyer]\nfields: [{ from: Invoice, to: number }]\n';
    const { records } = await read(yaml, `${LINES}a/b,,c,,\na,,b/c,,\na/b,,c,,\n`);
    expect(records.map(({ id, rows }) => [id, rows])).toEqual([
      ['a%2Fb/c', 2],
      ['a/b%2Fc', 1],
    ]);
  });
});

describe('a mapping that does not fit the file is a mistake in the command, before anything is read', () => {
  it.each([
    [
      'a column that there is not',
      'fields: [{ from: Prise, to: "variants[].price", key: true }]',
      'csv_unknown_column',
      'Did you mean "Price"?',
    ],
    [
      'a group that there is not',
      'group: Cod\nfields: [{ from: Name, to: title }]',
      'csv_unknown_column',
      'Did you mean "Code"?',
    ],
    [
      'a rule about no column',
      'skip: [{ column: Cde, empty: true }]\nfields: [{ from: Name, to: title, key: true }]',
      'csv_unknown_column',
      '"Code"',
    ],
    ['a field that there is not', 'fields: [{ from: Name, to: titel, key: true }]', 'mapping_unknown_field', '"title"'],
    ['no key', 'fields: [{ from: Name, to: title }]', 'csv_mapping_invalid', 'key: true'],
    [
      'a choice between rows where there is one',
      'fields: [{ from: Name, to: title, key: true, take: max }]',
      'csv_mapping_invalid',
      '',
    ],
    [
      'a choice between lines',
      'group: Code\nfields: [{ from: Name, to: "images[].url", take: max }, { from: Name, to: "variants[].native.x[].y" }]',
      'csv_mapping_invalid',
      '',
    ],
    ['an id of another column', 'group: Code\nfields: [{ from: Name, to: id }]', 'csv_mapping_invalid', ''],
    [
      'a pattern that is none',
      'skip: [{ column: Code, matches: "(" }]\nfields: [{ from: Name, to: title, key: true }]',
      'csv_mapping_invalid',
      '',
    ],
    [
      'a transform that there is not',
      'fields: [{ from: Name, to: title, key: true, transform: upercase }]',
      'transform_unknown',
      'uppercase',
    ],
  ])('%s', async (_name, yaml, code, remedy) => {
    const error = await read(`type: product\n${yaml}`, `${HEADER}P1;Pot;1;;\n`).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code });
    if (remedy !== '') expect(error).toMatchObject({ remedy: expect.stringContaining(remedy) });
  });

  it('columns are found whatever their case', async () => {
    const { records } = await read(
      'type: product\nfields: [{ from: name, to: title, key: true }]',
      `${HEADER}P1;Pot;1;;\n`,
    );
    expect(records[0]?.values).toMatchObject({ title: 'Pot', variants: [{ id: 'Pot' }] });
  });
});
