import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Values } from '../../src/core/value.ts';
import { seededRandom } from '../harness/seeded.ts';

export const PRODUCTS = 4000;
export const CUSTOMERS = 5000;

interface Line {
  readonly sku: string;
  readonly title: string;
  readonly quantity: number;
  readonly price: string;
}

interface MadeOrder {
  readonly number: string;
  /** `2026-03-04 08:26:00` */
  readonly placedAt: string;
  readonly customerId: string;
  readonly country: string;
  readonly lines: readonly Line[];
}

const COUNTRIES = ['United Kingdom', 'France', 'Germany', 'EIRE', 'Spain'];
const FIRST_NUMBER = 500_000;
const WORDS = ['LANTERN', 'T-LIGHT HOLDER', 'COFFEE SET, "RETRO"', 'WOOLLY SCARF', 'BAKING CASES'];

/** The n-th order, made from its number alone: 5 to 35 lines, most products once. */
function makeOrder(n: number): MadeOrder {
  const random = seededRandom(n + 1);
  const pick = (below: number) => Math.floor(random() * below);
  const day = new Date(Date.UTC(2026, 0, 1) + pick(365 * 24 * 60) * 60_000).toISOString();
  const lines = new Map<string, Line>();
  for (let count = 5 + pick(31); count > 0; count--) {
    const product = pick(PRODUCTS);
    const sku = skuOf(product);
    const title = `${WORDS[product % WORDS.length]} ${product}`;
    const cents = 50 + ((product * 37) % 2000);
    lines.set(sku, { sku, title, quantity: 1 + pick(24), price: `${Math.floor(cents / 100)}.${pad(cents % 100)}` });
  }
  const customerId = String(12_000 + pick(CUSTOMERS));
  const country = COUNTRIES[pick(COUNTRIES.length)] ?? '';
  const placedAt = day.slice(0, 19).replace('T', ' ');
  return { number: String(FIRST_NUMBER + n), placedAt, customerId, country, lines: [...lines.values()] };
}

export function skuOf(product: number): string {
  return `S${String(product).padStart(5, '0')}`;
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}

const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n';

/** A line of one order in fifty stands so many orders further down, so that rows have to be brought together. */
const STRAY_EVERY = 50;
const STRAY_AFTER = 500;

/** Writes a file of order lines, one row each. Returns how many orders they are. */
export async function writeOrderLines(path: string, rows: number): Promise<number> {
  const file = createWriteStream(path);
  const strays = new Map<number, string>();
  let written = 0;
  let orders = 0;
  let text = HEADER;
  for (; written < rows; orders++) {
    const order = makeOrder(orders);
    const all = order.lines.map((line) => rowOf(order, line));
    // The last order may be cut short; then it has none to give away.
    const own = all.slice(0, rows - written);
    const stray = orders % STRAY_EVERY === 0 && own.length === all.length ? own.pop() : undefined;
    if (stray !== undefined) strays.set(orders + STRAY_AFTER, stray);
    text += own.join('') + (strays.get(orders) ?? '');
    strays.delete(orders);
    written += own.length + (stray === undefined ? 0 : 1);
    if (text.length < 1_000_000) continue;
    if (!file.write(text)) await once(file, 'drain');
    text = '';
  }
  file.end(text + [...strays.values()].join(''));
  await once(file, 'finish');
  return orders;
}

function rowOf(order: MadeOrder, { sku, title, quantity, price }: Line): string {
  const description = title.includes('"') ? `"${title.replaceAll('"', '""')}"` : title;
  const { number, placedAt, customerId, country } = order;
  return `${number},${sku},${description},${quantity},${placedAt},${price},${customerId}.0,${country}\n`;
}

/** The order of a number as a target holds it: references to ids of its own, which the echo target makes. */
export function orderValues(number: string, targetId: (sourceId: string) => string): Values {
  const order = makeOrder(Number(number) - FIRST_NUMBER);
  return {
    number,
    status: 'confirmed',
    placedAt: `${order.placedAt.replace(' ', 'T')}Z`,
    customer: { type: 'customer', id: targetId(order.customerId) },
    lines: order.lines.map(({ sku, title, quantity, price }) => ({
      id: sku,
      variant: { type: 'product.variants', id: targetId(sku) },
      sku,
      title,
      quantity: String(quantity),
      unitPrice: price,
      taxes: [],
    })),
  };
}
