import { DEFAULT_LIMITS, type GroupingLimits } from '../../src/connectors/csv/grouping/group-file.ts';
import { parseMappingFile } from '../../src/connectors/csv/mapping/mapping-file.ts';
import type { CsvSettings } from '../../src/connectors/csv/settings.ts';
import type { RecordType } from '../../src/core/connector.ts';

/** Made-up files for the suite of sources: good records, and rows that can be none of every kind. */
export interface CsvSource {
  readonly name: string;
  readonly type: RecordType;
  readonly settings: Omit<CsvSettings, 'file' | 'directory'>;
  /** Names of files to contents, in which one cell was changed so many times. */
  files(changes: number): { readonly [name: string]: string };
  readonly changedId: string;
  readonly ids: readonly string[];
  readonly bad: number;
  readonly rows: number;
  readonly field: string;
  readonly limits: GroupingLimits;
}

/** Small files take the ways of large ones: temporary file, many partitions, several runs. */
const SMALL: GroupingLimits = {
  spillBytes: 200,
  partitionBytes: 700,
  maxPartitions: 16,
  memoryBytes: 500,
  heavyKeyBytes: 300,
};

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at);
const text = (header: string, rows: readonly string[]): string => `${[header, ...rows].join('\n')}\n`;

function shopifyProducts(): CsvSource {
  const header = 'Handle,Title,Vendor,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src,Image Position';
  const good = (changes: number) =>
    numbers(12).flatMap((n) => {
      const own = `p${n},Product ${n},${n === 4 ? `Maker ${changes}` : 'Maker'}`;
      const sizes = numbers(1 + (n % 3)).map((size) => {
        const start = size === 0 ? `${own},Size` : `p${n},,,`;
        return `${start},${size},P${n}-${size},${n}.50,https://img.test/${n}-${size}.jpg,${size + 1}`;
      });
      return [...sizes, ...(n % 4 === 0 ? [`p${n},,,,,,,https://img.test/${n}.jpg,9`] : [])];
    });
  const bad = [
    'dear,Dear,Maker,Size,S,D-S,1 299,,',
    'dear,,,,M,D-M,12,,',
    'nameless,,Maker,Size,S,N-S,1,,',
    ',No handle,Maker,,,,1,,',
    'cut,Cut,Maker',
    'twice,Twice,Maker,Size,S,T-S,1,,',
    'twice,,,,S,T-T,1,,',
    'stray,Stray,"Ma"ker,Size,S,X,1,,',
  ];
  const mixed = (changes: number) => {
    const [first = '', second = '', ...rest] = good(changes);
    // The rows of some products stand far apart.
    return [second, ...bad.slice(0, 3), ...rest, ...bad.slice(3), first];
  };
  return {
    name: 'CSV, a Shopify export',
    type: 'product',
    settings: {},
    files: (changes) => ({ 'products.csv': text(header, mixed(changes)) }),
    changedId: 'p4',
    ids: numbers(12).map((n) => `p${n}`),
    bad: 6,
    rows: mixed(0).length,
    field: 'title',
    limits: SMALL,
  };
}

function wooProducts(): CsvSource {
  const header =
    'ID,Type,SKU,Name,Published,Regular price,Categories,Parent,Attribute 1 name,Attribute 1 value(s),Brand';
  const rows = (changes: number) => [
    ...numbers(6).map((n) => `${n + 1},simple,S${n},Simple ${n},1,${n}.99,Home,,,,Oak`),
    '71,variation,V-R,Vase - Red,1,20,,id:70,Color,Red,Elm',
    '70,variable,V,Vase,1,,Home,,Color,"Red, Blue",Elm',
    `72,variation,V-B,Vase - Blue,1,20.${changes},,V,Color,Blue,Ash`,
    // One key, many pieces: the first is the product, the others are refused one by one.
    ...numbers(4).map((n) => `80,simple,R${n},Repeated ${n},1,5,Home,,,,`),
    '90,variation,LOST,Lost - Red,1,20,,id:999,Color,Red,',
    '91,grouped,G,Group,1,,Home,,,,',
  ];
  const mapping = parseMappingFile(
    `profile: auto
skip: [{ column: SKU, equals: S3 }]
fields:
  - { from: "record.variants[].price", to: "variants[].price", transform: { multiply: "2" } }
  - { from: Brand, to: "variants[].native.x_brand", transform: { jsonata: '$ & " of " & $record.record.title' } }
`,
    'over-woocommerce.yaml',
  );
  return {
    name: 'CSV, a WooCommerce export with a mapping over it',
    type: 'product',
    settings: { mapping },
    files: (changes) => ({ 'products.csv': text(header, rows(changes)) }),
    changedId: '70',
    ids: ['1', '2', '3', '5', '6', '70', '80'],
    bad: 5,
    rows: rows(0).length,
    field: 'title',
    limits: DEFAULT_LIMITS,
  };
}

/** Two files of a folder, each row a customer. */
function customers(): CsvSource {
  const header = 'Number;Name;Mail;City;Country';
  const one = (changes: number) => [
    ...numbers(9).map((n) => `c${n};Customer ${n};c${n}@x.test;Lyon;${n === 2 ? ['FR', 'BE'][changes % 2] : 'FR'}`),
    'c3;Again;again@x.test;Lyon;FR',
    'c3;And again;again@x.test;Lyon;FR',
    ';Nobody;n@x.test;Lyon;FR',
    'short;Short',
    'test-1;Left out;t@x.test;Lyon;FR',
    ';;;;',
  ];
  const two = [
    'nameless;;x@x.test;Lyon;FR',
    'abroad;Abroad;y@x.test;Lyon;Atlantis',
    ...numbers(8).map((n) => `d${n};Other ${n};d${n}@x.test;;`),
  ];
  const mapping = parseMappingFile(
    `type: customer
skip: [{ column: Number, startsWith: test- }]
fields:
  - { from: Number, to: id, key: true }
  - { from: Name, to: name, required: true }
  - { from: Mail, to: email }
  - { from: City, to: "addresses[].city" }
  - { from: Country, to: "addresses[].countryCode", transform: { lookup: { table: { FR: FR, BE: BE } } } }
`,
    'customers.yaml',
  );
  return {
    name: 'CSV, a folder of customers with a mapping',
    type: 'customer',
    settings: { mapping },
    files: (changes) => ({ '1.csv': text(header, one(changes)), '2.csv': text(header, two) }),
    changedId: 'c2',
    ids: [...numbers(9).map((n) => `c${n}`), ...numbers(8).map((n) => `d${n}`)],
    bad: 5,
    rows: one(0).length + two.length,
    field: 'name',
    limits: DEFAULT_LIMITS,
  };
}

/** Order lines, those of one order all over the file. */
function orders(): CsvSource {
  const header = 'Invoice,Date,Buyer,Code,Qty,Price';
  const lines = (changes: number) =>
    numbers(60).map((n) => {
      const invoice = (n * 7) % 17;
      const quantity = n === 20 ? 1 + changes : 1 + (n % 4);
      return `A${invoice},2026-01-${String(10 + (n % 9))} 08:00:00,B${invoice},SKU${n % 11},${quantity},${n}.25`;
    });
  const bad = ['X1,2026-01-01 08:00:00,B,SKU1,many,1', 'X1,2026-01-01 08:00:00,B,SKU2,1,1', ',2026-01-01,B,SKU1,1,1'];
  const rows = (changes: number) => {
    const good = lines(changes);
    return [...bad.slice(0, 1), ...good.slice(0, 30), 'C1,2026-01-01,B,SKU1,1,1', ...good.slice(30), ...bad.slice(1)];
  };
  const mapping = parseMappingFile(
    `type: order
group: Invoice
skip: [{ column: Invoice, startsWith: C }]
fields:
  - { from: Invoice, to: number }
  - { from: Date, to: placedAt, transform: date_to_iso, take: min }
  - { from: Buyer, to: customer.id }
  - { from: Code, to: "lines[].variant.sku" }
  - { from: Qty, to: "lines[].quantity", transform: number }
  - { from: Price, to: "lines[].unitPrice" }
  - { to: "lines[].taxes", default: [] }
`,
    'orders.yaml',
  );
  return {
    name: 'CSV, order lines with a mapping',
    type: 'order',
    settings: { mapping },
    files: (changes) => ({ 'lines.csv': text(header, rows(changes)) }),
    // Row 20 is of invoice 20 * 7 mod 17.
    changedId: 'A4',
    ids: numbers(17).map((n) => `A${n}`),
    bad: 2,
    rows: rows(0).length,
    field: 'number',
    limits: SMALL,
  };
}

export const CSV_SOURCES: readonly CsvSource[] = [shopifyProducts(), wooProducts(), customers(), orders()];
