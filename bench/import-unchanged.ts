import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bench, BenchContext, Figures, Goal } from './harness/bench.ts';
import { interleaved } from './harness/rounds.ts';
import { median, medianRatio } from './harness/statistics.ts';
import { openBare } from './odoo/bare-calls.ts';
import { type OdooPlace, odooPlaces } from './odoo/places.ts';
import { prepareAttributes } from './products/bare-load.ts';
import { parseFile, readProducts } from './products/bare-read.ts';
import { openImporter } from './products/importer.ts';
import { plainProducts, productsWithVariants, writeProducts } from './products/products.ts';
import { runTag } from './products/run-tag.ts';

const ROUNDS = 7;
const KINDS = [
  { kind: 'plain', make: plainProducts, count: 5000 },
  { kind: 'variants', make: productsWithVariants, count: 1000 },
] as const;

/** An import of a file that was imported before, against parsing it and reading the same fields from Odoo. */
export const bench: Bench = async (context) => {
  const figures: Record<string, Figures> = {};
  const goals: Goal[] = [];
  for await (const place of odooPlaces(context)) {
    const measured = await measure(place, context);
    figures[place.name] = measured;
    if (place.kind === 'raw') continue;
    for (const { kind } of KINDS) {
      goals.push({ name: `${place.name} ${kind} / parse and read`, value: measured[kind].ratio, atMost: 1.2 });
    }
  }
  return { figures, goals };
};

async function measure(place: OdooPlace, context: BenchContext) {
  const folder = join(context.folder, place.name);
  await mkdir(folder, { mode: 0o711 });
  const importer = await openImporter(folder, place.account, place.protocol);
  const odoo = await openBare(place.protocol, place.account);
  try {
    await prepareAttributes(odoo);
    const [plain, variants] = [await compare(KINDS[0]), await compare(KINDS[1])];
    return { plain, variants };
  } finally {
    await Promise.all([importer.close(), odoo.close()]);
  }

  async function compare({ kind, make, count }: (typeof KINDS)[number]) {
    const tag = runTag('U');
    const products = make(tag, count);
    const rows = products.reduce((sum, { variants }) => sum + variants.length, 0);
    const file = join(folder, `${kind}.csv`);
    await writeProducts(file, products);
    context.say(`${place.name}: import of ${count} ${kind}.`);
    expect(await importer.run(file, kind), 'created', count);
    const series = await interleaved(ROUNDS, {
      import: async () => expect(await importer.run(file, kind), 'unchanged', count),
      bare: async () => {
        const seen = [await parseFile(file), await readProducts(odoo, tag, kind)];
        if (seen.some((number) => number !== rows)) throw new Error(`Of ${rows} rows there are ${seen.join(' and ')}.`);
      },
    });
    const ratio = medianRatio(series.import.ms, series.bare.ms);
    const figures = { ratio, importMs: median(series.import.ms), bareMs: median(series.bare.ms) };
    context.say(`${place.name}, ${count} ${kind} unchanged: ${JSON.stringify(figures)}`);
    return figures;
  }
}

function expect(summary: object, field: string, count: number): void {
  if ((summary as Record<string, unknown>)[field] !== count) {
    throw new Error(`Not every record is ${field}: ${JSON.stringify(summary)}`);
  }
}
