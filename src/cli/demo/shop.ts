import { readFile, writeFile } from 'node:fs/promises';

/** The sample shop: a made-up Shopify product export that comes with the package. */
const SHOP = new URL('../../../examples/demo/products.csv', import.meta.url);

/** The one change of the demo. */
export const CHANGE = { title: 'Chopping Board, Oak', sku: 'BRD-OAK-38', before: '58.00', after: '54.00' } as const;

export async function writeShop(file: string): Promise<void> {
  await writeFile(file, await readFile(SHOP));
}

/** Changes one price in the file, as a merchant would. */
export async function changePrice(file: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  await writeFile(file, withChangedPrice(text));
}

/** The text with the price of the one variant changed, everything else as it was. Pure. */
export function withChangedPrice(text: string): string {
  return text
    .split('\n')
    .map((line) => (line.includes(`,${CHANGE.sku},`) ? line.replace(`,${CHANGE.before},`, `,${CHANGE.after},`) : line))
    .join('\n');
}
