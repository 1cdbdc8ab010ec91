import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type OdooSimulator, startOdooSimulator } from '../../src/connectors/odoo/simulator/start.ts';
import { makeFolder, runCli, spawnCli } from '../cli/spawn-cli.ts';
import { plainCall } from '../conformance/odoo-products.ts';
import { type FaultProxy, type ProxyFault, startFaultProxy } from './fault-proxy.ts';

const PLAIN = 700;
const WITH_VARIANTS = 40;
const SIZES = ['S', 'M', 'L'];
const HEADER =
  'Handle,Title,Vendor,Type,Tags,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Barcode,Cost per item';

/** A shop's export: plain products, then products with three variants each over three rows. */
function shopFile(priceOf: (n: number) => string = () => '10.00'): string {
  const rows = [HEADER];
  for (let n = 1; n <= PLAIN; n++) {
    rows.push(`lamp-${n},Lamp ${n},Maker,Lighting,"new, lamp",Title,Default Title,LAMP-${n},${priceOf(n)},,4.00`);
  }
  for (let n = 1; n <= WITH_VARIANTS; n++) {
    SIZES.forEach((size, i) => {
      const head = i === 0 ? `Shirt ${n},Maker,Clothes,"shirt"` : ',,,';
      rows.push(`shirt-${n},${head},${i === 0 ? 'Size' : ''},${size},SHIRT-${n}-${size},${10 + i}.00,,5.00`);
    });
  }
  return `${rows.join('\n')}\n`;
}

const RECORDS = PLAIN + WITH_VARIANTS;
const VARIANTS = PLAIN + WITH_VARIANTS * SIZES.length;

let simulator: OdooSimulator;
let folder: string;
let proxy: FaultProxy | null = null;

beforeAll(async () => {
  folder = await makeFolder('import');
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function throughProxy(faultFor: (n: number) => ProxyFault, hook?: () => void): Promise<FaultProxy> {
  proxy = await startFaultProxy({
    target: simulator.url,
    pick: (_body, path) => /\/(?:load|write|create|unlink)$/.test(path),
    faultFor,
    ...(hook === undefined ? {} : { hook }),
  });
  return proxy;
}

const environment = (name: string) => ({
  PASSERELLE_DATA_DIR: join(folder, name),
  PASSERELLE_ODOO_DATABASE: simulator.database,
  PASSERELLE_ODOO_LOGIN: 'admin',
  PASSERELLE_ODOO_API_KEY: simulator.apiKey,
});

/** What the Odoo holds, asked without the product's own client. */
async function held() {
  const odoo = { url: simulator.url, database: simulator.database, login: 'admin', password: 'admin' };
  const all = { context: { active_test: false } };
  const variants = (await plainCall(odoo, 'product.product', 'search_read', [[['default_code', '!=', false]]], {
    fields: ['default_code', 'lst_price', 'standard_price'],
    ...all,
  })) as readonly { default_code: string; lst_price: number; standard_price: number }[];
  const mine = variants.filter((v) => /^(LAMP|SHIRT)-/.test(v.default_code));
  const templates = await plainCall(
    odoo,
    'product.template',
    'search_count',
    [['|', ['name', '=like', 'Lamp %'], ['name', '=like', 'Shirt %']]],
    all,
  );
  return { templates, variants: mine.length, codes: new Set(mine.map((v) => v.default_code)).size, rows: mine };
}

describe('importing a shop through a bad network and crashes', () => {
  beforeEach(async () => {
    simulator = await startOdooSimulator({ port: 0, version: 19 });
  });
  afterEach(async () => {
    await proxy?.close();
    proxy = null;
    await simulator.stop();
  });

  it.each<readonly [string, ProxyFault]>([
    ['a 502 of a proxy after the work was done', 'answer_502_after'],
    ['a 502 before it was done', 'answer_502_before'],
    ['a 429', 'answer_429'],
    ['an answer that is cut in the middle', 'cut_answer'],
  ])(
    'ends well, with each record once, after %s',
    async (_name, fault) => {
      const file = join(folder, 'shop.csv');
      await writeFile(file, shopFile());
      const { url } = await throughProxy((n) => (n % 3 === 1 && n < 12 ? fault : 'pass'));
      const env = environment(fault);
      const { code, out, err } = await runCli(['import', file, '--as', 'product', '--to', url, '--json'], {
        cwd: folder,
        env,
      });
      expect({ code, err: err.replace(/Waiting.*\n/g, '') }).toMatchObject({ code: 0 });
      expect(JSON.parse(out)).toMatchObject({ records: RECORDS, created: RECORDS, rejected: 0 });
      expect(await held()).toMatchObject({ templates: RECORDS, variants: VARIANTS, codes: VARIANTS });
    },
    120_000,
  );

  it('goes on where it was after kill -9 at every stage, and holds each record once', async () => {
    const file = join(folder, 'shop-killed.csv');
    await writeFile(file, shopFile());
    let kill: () => void = () => undefined;
    let kills = 0;
    const { url } = await throughProxy(
      (n) => {
        // Each start gets one write further: the first kills come before a call, then after it, in turn.
        if (n % 3 !== 0 || kills >= 4) return 'pass';
        kills += 1;
        return kills % 2 === 1 ? 'hook_after' : 'hook_before';
      },
      () => kill(),
    );
    const env = environment('killed');
    let last: { code: number | null; out: string; err: string } | null = null;
    for (let start = 1; start <= 8; start++) {
      const child = spawnCli(['import', file, '--as', 'product', '--to', url, '--json'], { cwd: folder, env });
      kill = () => child.kill('SIGKILL');
      const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
      last = { code: typeof code === 'number' ? code : null, out, err };
      if (last.code !== null) break;
    }
    expect(kills).toBe(4);
    expect(last?.code, last?.err).toBe(0);
    expect(JSON.parse(last?.out ?? '{}')).toMatchObject({ records: RECORDS, created: RECORDS, resumed: true });
    expect(await held()).toMatchObject({ templates: RECORDS, variants: VARIANTS, codes: VARIANTS });

    const before = proxy?.count() ?? 0;
    const again = await runCli(['import', file, '--as', 'product', '--to', url, '--json'], { cwd: folder, env });
    expect(JSON.parse(again.out)).toMatchObject({ records: RECORDS, unchanged: RECORDS, created: 0, updated: 0 });
    expect(proxy?.count(), 'a second import writes nothing').toBe(before);

    await writeFile(
      file,
      shopFile((n) => (n === 17 ? '11.50' : '10.00')),
    );
    const changed = await runCli(['import', file, '--as', 'product', '--to', url, '--json'], { cwd: folder, env });
    expect(JSON.parse(changed.out)).toMatchObject({ updated: 1, unchanged: RECORDS - 1 });
    const { rows } = await held();
    expect(rows.filter((r) => r.default_code === 'LAMP-17' && r.lst_price === 11.5)).toHaveLength(1);
  }, 180_000);
});
