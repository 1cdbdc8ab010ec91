// Brings the real public files of a data folder into an Odoo, each twice and with a kill -9 in between, and compares
// what the Odoo then holds with the files, by code that shares nothing with the product.
//
//   npm run -s check:data -- DATA_FOLDER            simulated Odoo 18 and 19
//   ODOO_TEST_URL=… npm run -s check:data -- …      that Odoo, with ODOO_TEST_DB, _LOGIN, _PASSWORD and _API_KEY
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const entry = join(root, 'src/cli/main.ts');
const data = resolve(process.argv[2] ?? '../shared/data');
const examples = join(root, 'examples/online-retail');

let passed = 0;
let failed = 0;

function check(name, ok, detail = '') {
  if (ok) passed += 1;
  else failed += 1;
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name}${ok ? '' : `: ${detail}`}`);
}

/** RFC 4180, for files that are well formed. */
function parseCsv(text) {
  const rows = [];
  let row = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === ',') {
      row.push(cell);
      cell = '';
    } else if (sign === '\n') {
      rows.push([...row, cell.replace(/\r$/, '')]);
      row = [];
      cell = '';
    } else cell += sign;
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  const [header, ...body] = rows;
  return body.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ''])));
}

function groupBy(rows, keyOf) {
  const groups = new Map();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

/** Runs the command line; kills it when it has printed `killAt`, if that is given. */
function run(args, env, killAt) {
  return new Promise((done) => {
    const child = spawn(process.execPath, [entry, ...args], { env: { ...process.env, ...env } });
    let out = '';
    let err = '';
    child.stdout.on('data', (part) => {
      out += part;
    });
    child.stderr.on('data', (part) => {
      err += part;
    });
    const timer = killAt === undefined ? null : setTimeout(() => child.kill('SIGKILL'), killAt);
    child.on('close', (code) => {
      if (timer !== null) clearTimeout(timer);
      done({ code, out, err });
    });
  });
}

function odooClient({ url, database, login, password }) {
  const rpc = async (service, method, args) => {
    const response = await fetch(`${url}/jsonrpc`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', method: 'call', params: { service, method, args } }),
    });
    const answer = await response.json();
    if (answer.error) throw new Error(JSON.stringify(answer.error).slice(0, 500));
    return answer.result;
  };
  let uid;
  return async (model, domain, fields) => {
    uid ??= await rpc('common', 'login', [database, login, password]);
    const kwargs = { fields, context: { active_test: false } };
    return rpc('object', 'execute_kw', [database, uid, password, model, 'search_read', [domain], kwargs]);
  };
}

const sameList = (a, b) => JSON.stringify(a) === JSON.stringify(b);

async function checkShop(read, file) {
  const rows = parseCsv(readFileSync(join(data, file), 'utf8'));
  let title = '';
  for (const row of rows) {
    title = row.Title || title;
    row.title = title;
  }
  const products = groupBy(rows, (row) => row.Handle);
  const differences = [];
  for (const own of products.values()) {
    const name = own[0].title;
    const templates = await read('product.template', [['name', '=', name]], ['description', 'categ_id']);
    if (templates.length !== 1) {
      differences.push(`${name}: ${templates.length} products`);
      continue;
    }
    const variants = await read(
      'product.product',
      [['product_tmpl_id', '=', templates[0].id]],
      ['lst_price', 'active'],
    );
    const rules = await read(
      'product.pricelist.item',
      [['product_id', 'in', variants.map((v) => v.id)]],
      ['product_id', 'fixed_price'],
    );
    const priceOf = (v) => rules.find((rule) => rule.product_id[0] === v.id)?.fixed_price ?? v.lst_price;
    const wanted = own.filter((row) => row['Variant Price'] !== '').map((row) => Number(row['Variant Price']));
    const held = variants.filter((v) => v.active).map(priceOf);
    const up = (a, b) => a - b;
    if (!sameList(wanted.sort(up), held.sort(up))) differences.push(`${name}: prices ${wanted} and ${held}`);
  }
  check(
    `${file}: ${products.size} products, each once, each variant at its price`,
    differences.length === 0,
    differences.join('; '),
  );
}

async function checkRetail(read, major) {
  const rows = parseCsv(readFileSync(join(data, 'online-retail.csv'), 'utf8'));
  const codes = [...new Set(rows.map((row) => row.StockCode))];
  const products = await read('product.product', [['default_code', 'in', codes]], ['default_code']);
  check(
    `online-retail: ${codes.length} products, each once`,
    sameList(products.map((p) => p.default_code).sort(), [...codes].sort()),
  );

  const invoices = groupBy(rows, (row) => row.InvoiceNo);
  const orders = await read(
    'sale.order',
    [['client_order_ref', 'in', [...invoices.keys()]]],
    ['client_order_ref', 'date_order', 'partner_id', 'amount_tax', 'user_id'],
  );
  check(
    `online-retail: ${invoices.size} orders, each once`,
    sameList(orders.map((o) => o.client_order_ref).sort(), [...invoices.keys()].sort()),
  );
  const taxField = major === 18 ? 'tax_id' : 'tax_ids';
  const lines = await read(
    'sale.order.line',
    [['order_id', 'in', orders.map((o) => o.id)]],
    ['order_id', 'product_id', 'product_uom_qty', 'price_unit', taxField],
  );
  check(
    `online-retail: ${rows.length} rows are ${rows.length} lines`,
    lines.length === rows.length,
    String(lines.length),
  );
  const codeOf = new Map(products.map((p) => [p.id, p.default_code]));
  const byOrder = groupBy(lines, (line) => line.order_id[0]);
  const lineText = (code, quantity, price) => `${code} ${Number(quantity)} ${Number(price).toFixed(2)}`;
  const differing = orders.filter((order) => {
    const own = invoices.get(order.client_order_ref);
    const wanted = own.map((row) => lineText(row.StockCode, row.Quantity, row.UnitPrice)).sort();
    const held = (byOrder.get(order.id) ?? []).map((line) =>
      lineText(codeOf.get(line.product_id[0]), line.product_uom_qty, line.price_unit),
    );
    const dated = own.some((row) => row.InvoiceDate === order.date_order);
    return !sameList(wanted, held.sort()) || !dated || order.amount_tax !== 0 || order.user_id !== false;
  });
  check(
    'online-retail: every line, date and tax as in the file',
    differing.length === 0,
    differing
      .map((o) => o.client_order_ref)
      .slice(0, 5)
      .join(' '),
  );
  check(
    'online-retail: no line got a tax',
    lines.every((line) => line[taxField].length === 0),
  );
  const customers = new Set(rows.map((row) => row.CustomerID));
  check(
    `online-retail: ${customers.size} customers`,
    new Set(orders.map((o) => o.partner_id[0])).size === customers.size,
  );
}

async function checkOdoo(name, odoo) {
  console.log(`\n${name}`);
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-check-data-'));
  chmodSync(folder, 0o711);
  const env = {
    PASSERELLE_DATA_DIR: join(folder, 'data'),
    PASSERELLE_ODOO_DATABASE: odoo.database,
    PASSERELLE_ODOO_LOGIN: odoo.login,
    PASSERELLE_ODOO_API_KEY: odoo.apiKey,
  };
  const imports = [
    ['shopify-home-and-garden.csv', 'product', []],
    ['shopify-jewelery.csv', 'product', []],
    ['online-retail.csv', 'product', ['--mapping', join(examples, 'products.yaml')]],
    ['online-retail.csv', 'customer', ['--mapping', join(examples, 'customers.yaml')]],
    ['online-retail.csv', 'order', ['--mapping', join(examples, 'orders.yaml')]],
  ];
  try {
    for (const [file, type, more] of imports) {
      const args = ['import', join(data, file), '--as', type, '--to', odoo.url, '--json', ...more];
      // Killed at a moment that differs from file to file; a small import may be done by then.
      const killed = await run(args, env, 1500 + 400 * imports.findIndex((i) => i[0] === file && i[1] === type));
      const first = await run(args, env);
      check(`${file} as ${type}: after a kill -9 it ends well`, first.code === 0, `exit ${first.code}\n${first.err}`);
      const second = await run(args, env);
      const summary = JSON.parse(second.out || '{}');
      check(
        `${file} as ${type}: again changes nothing (first start ${killed.code === null ? 'killed' : 'done before the kill'})`,
        second.code === 0 && summary.created === 0 && summary.updated === 0 && summary.unchanged === summary.records,
        second.out + second.err,
      );
    }
    const read = odooClient(odoo);
    await checkShop(read, 'shopify-home-and-garden.csv');
    await checkShop(read, 'shopify-jewelery.csv');
    await checkRetail(read, odoo.major);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A simulated Odoo in a process of its own. */
async function sandbox(major) {
  const child = spawn(process.execPath, [
    entry,
    'sandbox',
    'odoo',
    '--port',
    '0',
    '--odoo-version',
    String(major),
    '--json',
  ]);
  child.stderr.pipe(process.stderr);
  const line = await new Promise((done, fail) => {
    let out = '';
    child.stdout.on('data', (part) => {
      out += part;
      if (out.includes('\n')) done(out.split('\n')[0]);
    });
    child.on('close', (code) => fail(new Error(`the sandbox ended with ${code}`)));
  });
  return { odoo: { ...JSON.parse(line), major }, stop: () => child.kill('SIGTERM') };
}

if (process.env.ODOO_TEST_URL) {
  const response = await fetch(`${process.env.ODOO_TEST_URL}/jsonrpc`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      jsonrpc: '2.0',
      method: 'call',
      params: { service: 'common', method: 'version', args: [] },
    }),
  });
  const [major] = (await response.json()).result.server_version_info;
  await checkOdoo(`Odoo ${major} at ODOO_TEST_URL`, {
    url: process.env.ODOO_TEST_URL,
    database: process.env.ODOO_TEST_DB,
    login: process.env.ODOO_TEST_LOGIN,
    password: process.env.ODOO_TEST_PASSWORD,
    apiKey: process.env.ODOO_TEST_API_KEY,
    major,
  });
} else {
  for (const major of [18, 19]) {
    const { odoo, stop } = await sandbox(major);
    try {
      await checkOdoo(`Odoo ${major}, simulated`, odoo);
    } finally {
      stop();
    }
  }
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
