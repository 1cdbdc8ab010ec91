import { writeFile } from 'node:fs/promises';
import { seededRandom } from '../harness/seeded.ts';

export interface BenchVariant {
  readonly sku: string;
  readonly barcode: string;
  /** Kilograms. */
  readonly weight: string;
  readonly cost: string;
  readonly price: string;
  /** Size and colour; absent for a product without variants. */
  readonly options?: readonly [size: string, colour: string];
}

export interface BenchProduct {
  readonly handle: string;
  readonly title: string;
  readonly variants: readonly BenchVariant[];
}

export const OPTIONS = [
  { name: 'Bench size', values: ['S', 'L'] },
  { name: 'Bench colour', values: ['Red', 'Blue'] },
] as const;

/** `tag` keeps the products of one run apart from those of others on the same server; all else is always the same. */
export function plainProducts(tag: string, count: number): readonly BenchProduct[] {
  const random = seededRandom(11);
  return Array.from({ length: count }, (_, at) => {
    const handle = `${tag}-P${padded(at)}`;
    return { handle, title: `Plain product ${handle}`, variants: [variant(handle, barcodeOf(tag, at), random)] };
  });
}

/** Four variants each; the large ones cost more, so that half of the prices need a rule of their own. */
export function productsWithVariants(tag: string, count: number): readonly BenchProduct[] {
  const random = seededRandom(13);
  return Array.from({ length: count }, (_, at) => {
    const handle = `${tag}-V${padded(at)}`;
    const first = variant(handle, '', random);
    const variants = OPTIONS[0].values.flatMap((size, one) =>
      OPTIONS[1].values.map((colour, two): BenchVariant => {
        const number = at * 4 + one * 2 + two;
        const price = one === 0 ? first.price : (Number(first.price) + 5).toFixed(2);
        const sku = `${handle}-${size}${colour.charAt(0)}`;
        return { ...first, sku, barcode: barcodeOf(tag, 1_000_000 + number), price, options: [size, colour] };
      }),
    );
    return { handle, title: `Product with variants ${handle}`, variants };
  });
}

function variant(sku: string, barcode: string, random: () => number): BenchVariant {
  const price = 5 + Math.floor(random() * 20_000) / 100;
  return {
    sku,
    barcode,
    weight: (0.05 + Math.floor(random() * 5000) / 1000).toFixed(3),
    cost: (price / 2).toFixed(2),
    price: price.toFixed(2),
  };
}

function padded(number: number): string {
  return String(number).padStart(5, '0');
}

function barcodeOf(tag: string, number: number): string {
  return `${tag}${String(number).padStart(8, '0')}`;
}

const HEADER = 'Handle,Name,SKU,Barcode,Weight,Cost,Price,Size,Colour\n';

export async function writeProducts(path: string, products: readonly BenchProduct[]): Promise<void> {
  const rows = products.flatMap(({ handle, title, variants }) =>
    variants.map(({ sku, barcode, weight, cost, price, options = ['', ''] }) =>
      [handle, title, sku, barcode, weight, cost, price, ...options].join(','),
    ),
  );
  await writeFile(path, `${HEADER}${rows.join('\n')}\n`);
}

const FIELDS = `
type: product
group: Handle
fields:
  - { from: Handle, to: id, key: true }
  - { from: Name, to: title }
  - { from: SKU, to: "variants[].sku" }
  - { from: Barcode, to: "variants[].barcode" }
  - { from: Weight, to: "variants[].weight" }
  - { from: Cost, to: "variants[].cost" }
  - { from: Price, to: "variants[].price" }
`;

export const PLAIN_MAPPING = FIELDS;
export const VARIANTS_MAPPING = `${FIELDS}
  - { from: Size, to: "variants[].optionValues.Bench size" }
  - { from: Colour, to: "variants[].optionValues.Bench colour" }
`;
