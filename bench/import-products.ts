import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bench, BenchContext, Figures, Goal } from './harness/bench.ts';
import { timed } from './harness/rounds.ts';
import { type BareOdoo, openBare } from './odoo/bare-calls.ts';
import { type OdooPlace, odooPlaces } from './odoo/places.ts';
import { loadPlain, loadWithVariants, prepareAttributes } from './products/bare-load.ts';
import { type Importer, openImporter } from './products/importer.ts';
import { writeOneByOne } from './products/one-by-one.ts';
import { type BenchProduct, plainProducts, productsWithVariants, writeProducts } from './products/products.ts';
import { runTag } from './products/run-tag.ts';

const PLAIN = 5000;
const WITH_VARIANTS = 1000;
/** Few, since each takes a second. */
const ONE_BY_ONE = 25;

/** An import of a CSV file against bare `load` calls with the same rows, and against one record after the other. */
export const bench: Bench = async (context) => {
  const figures: Record<string, Figures> = {};
  const goals: Goal[] = [];
  for await (const place of odooPlaces(context)) {
    const measured = await measure(place, context);
    figures[place.name] = measured.figures;
    goals.push(...measured.goals);
  }
  return { figures, goals };
};

async function measure(place: OdooPlace, context: BenchContext) {
  const folder = join(context.folder, place.name);
  await mkdir(folder, { mode: 0o711 });
  const importer = await openImporter(folder, place.account, place.protocol);
  const odoo = await openBare(place.protocol, place.account);
  try {
    const attributes = await prepareAttributes(odoo);
    const setup = { place, context, folder, importer, odoo };
    const plain = await compare(setup, 'plain', plainProducts, PLAIN, loadPlain);
    const variants = await compare(setup, 'variants', productsWithVariants, WITH_VARIANTS, (bare, products) =>
      loadWithVariants(bare, products, attributes),
    );
    const oneByOne = await oneByOneRate(place, context);
    const goals: Goal[] = [];
    if (place.kind !== 'raw') {
      goals.push({ name: `${place.name} plain / bare load`, value: plain.ratio, atLeast: 0.95 });
      goals.push({ name: `${place.name} variants / bare load`, value: variants.ratio, atLeast: 0.95 });
      if (oneByOne !== null) {
        const value = plain.importPerSecond / oneByOne;
        goals.push({ name: `${place.name} plain / one by one`, value, atLeast: 10 });
      }
    }
    return { figures: { plain, variants, oneByOnePerSecond: oneByOne }, goals };
  } finally {
    await Promise.all([importer.close(), odoo.close()]);
  }
}

interface Setup {
  readonly place: OdooPlace;
  readonly context: BenchContext;
  readonly folder: string;
  readonly importer: Importer;
  readonly odoo: BareOdoo;
}

/** Half of the bare loop, the import, the other half: a server that becomes slower does so for both. */
async function compare(
  { place, context, folder, importer, odoo }: Setup,
  kind: 'plain' | 'variants',
  make: (tag: string, count: number) => readonly BenchProduct[],
  count: number,
  bareLoad: (odoo: BareOdoo, products: readonly BenchProduct[]) => Promise<void>,
) {
  const half = count / 2;
  const file = join(folder, `${kind}.csv`);
  const products = make(runTag('I'), count);
  await writeProducts(file, products);
  const halves = [make(runTag('A'), half), make(runTag('B'), half)] as const;

  const firstMs = await timed(() => bareLoad(odoo, halves[0]));
  let durationMs = 0;
  const importMs = await timed(async () => {
    const summary = await importer.run(file, kind);
    durationMs = summary.durationMs;
    if (summary.created !== count) throw new Error(`The import made ${JSON.stringify(summary)}`);
  });
  const secondMs = await timed(() => bareLoad(odoo, halves[1]));

  const bareMs = firstMs + secondMs;
  const rows = products.reduce((sum, { variants }) => sum + variants.length, 0);
  const ratio = bareMs / importMs;
  context.say(`${place.name}, ${count} ${kind}: import ${Math.round(durationMs)} ms, bare ${Math.round(bareMs)} ms`);
  return { ratio, importPerSecond: (rows / importMs) * 1000, barePerSecond: (rows / bareMs) * 1000 };
}

/** Records a second; null where no password is known. */
async function oneByOneRate({ passwordAccount, kind }: OdooPlace, { say }: BenchContext): Promise<number | null> {
  if (passwordAccount === null) return null;
  const ms = await timed(() => writeOneByOne(passwordAccount, plainProducts(runTag('O'), ONE_BY_ONE)));
  say(`${kind}, ${ONE_BY_ONE} one by one: ${Math.round(ms)} ms`);
  return (ONE_BY_ONE / ms) * 1000;
}
