import type { CommandSpec } from './command.ts';

const JSON_OPTION = ['--json', 'print one JSON object on standard output'] as const;

/** How an Odoo is reached that is not configured as a connection. */
const ODOO_OPTIONS = [
  ['--database <name>', 'database of the Odoo at an address (or PASSERELLE_ODOO_DATABASE)'],
  ['--login <login>', 'login there (or PASSERELLE_ODOO_LOGIN)'],
  ['--password <password>', 'password there (better: PASSERELLE_ODOO_PASSWORD)'],
  ['--api-key <key>', 'API key there (better: PASSERELLE_ODOO_API_KEY)'],
] as const;

/** Every command, in the order of `--help`. The code of each is loaded when it is called. */
export const COMMANDS: readonly CommandSpec[] = [
  {
    path: 'import',
    summary: 'Bring the records of a file into a connection, each exactly once.',
    args: [['<file>', 'CSV file: a Shopify, WooCommerce or Odoo export, or any other one with --mapping']],
    options: [
      ['--as <type>', 'record type: product, customer, order'],
      ['--to <connection>', 'name of a connection, or the address of an Odoo'],
      ['--mapping <file>', 'YAML file that says which column becomes which field'],
      ['--existing <rule>', 'records that are there already: link (write nothing to them) or update', 'link'],
      ['--deleted <rule>', 'records deleted in the target since: ask (refuse them) or recreate', 'ask'],
      ['--source <name>', 'name of the shop or system that the file comes from'],
      ['--rejects <file>', 'where the refused rows go (default: beside the file)'],
      ['--dry-run', 'show what would be created and changed; write nothing'],
      ['--limit <n>', 'take only the first n records'],
      ['--encoding <name>', 'encoding of the file, such as windows-1252 (found out unless given; that one never is)'],
      ['--separator <sign>', 'sign between cells: , ; | or tab (found out unless given)'],
      ['--quote <sign>', 'sign around cells (found out unless given)'],
      ...ODOO_OPTIONS,
      JSON_OPTION,
    ],
    help: `Examples:
  passerelle import products.csv --as product --to erp --dry-run
  passerelle import products.csv --as product --to erp
  passerelle import orders.csv --as order --to erp --mapping orders.yaml
  PASSERELLE_ODOO_API_KEY=... passerelle import customers.csv --as customer \\
    --to https://erp.example.com --database prod --login bot@example.com

Run it again at any time: what is in the target already is not created again, and only changed
fields are written. An interrupted import goes on where it was.`,
    load: () => import('./import/import-command.ts'),
  },
  {
    path: 'connection list',
    summary: 'List the connections of the configuration and of the database.',
    options: [JSON_OPTION],
    load: () => import('./connection-list.ts'),
  },
  {
    path: 'connection check',
    summary: 'Check that a connection works, and say what to mend.',
    args: [['[name]', 'name of the connection; all when left out']],
    options: [JSON_OPTION],
    load: () => import('./connection-check.ts'),
  },
  {
    path: 'connection add',
    summary: 'Store a connection in the database, its secrets encrypted.',
    args: [
      ['<name>', 'its name'],
      ['[settings...]', 'settings as key=value; a secret as key=env:NAME or key=- (read from standard input)'],
    ],
    options: [['--connector <connector>', 'odoo, csv'], JSON_OPTION],
    help: `Example:
  passerelle connection add erp --connector odoo url=https://erp.example.com \\
    database=prod login=bot@example.com apiKey=env:ODOO_KEY`,
    load: () => import('./connection-add.ts'),
  },
  {
    path: 'connection remove',
    summary: 'Forget a stored connection and its secrets; the links of its records stay.',
    args: [['<name>', 'name of the connection']],
    options: [JSON_OPTION],
    load: () => import('./connection-remove.ts'),
  },
  {
    path: 'connection moved',
    summary: 'Say that a connection is the same system at a new address, so that its links go on.',
    args: [['<name>', 'name of the connection, with its new address in the configuration']],
    options: [JSON_OPTION],
    help: `Records are linked with an account: an address and a database. When that address changes (a new
host, https instead of http), an import stops with connection_changed until you say which it is: the
same system, then run this; or another one, then give it a name of its own.`,
    load: () => import('./connection-moved.ts'),
  },
  {
    path: 'odoo call',
    summary: 'Call a method of an Odoo model and print the result as JSON.',
    args: [
      ['<model>', 'for example res.partner'],
      ['<method>', 'for example search_read'],
      ['[args]', 'positional arguments, a JSON list'],
      ['[kwargs]', 'named arguments, a JSON object'],
    ],
    options: [['--on <connection>', 'name of a connection, or the address of an Odoo'], ...ODOO_OPTIONS, JSON_OPTION],
    help: `Example:
  passerelle odoo call res.partner search_read '[[["is_company","=",true]]]' '{"fields":["name"],"limit":3}'`,
    load: () => import('./odoo-call.ts'),
  },
  {
    path: 'odoo doctor',
    summary: 'Examine an Odoo: version, rights, modules, currencies, taxes, clock, and what to mend.',
    options: [['--on <connection>', 'name of a connection, or the address of an Odoo'], ...ODOO_OPTIONS, JSON_OPTION],
    load: () => import('./odoo-doctor.ts'),
  },
  {
    path: 'sandbox odoo',
    summary: 'Run a simulated Odoo on this machine, to try things on.',
    options: [
      ['--port <port>', 'port on 127.0.0.1', '8069'],
      ['--odoo-version <version>', '18 or 19', '19'],
      ['--latency <ms>', 'delay of every answer, in milliseconds'],
      ['--faults [list]', 'share of the calls that go wrong, by kind; some of each when no list is given'],
      ['--seed <number>', 'makes faults and API keys the same on every start'],
      JSON_OPTION,
    ],
    help: `Kinds of faults: lost (done, but the answer is cut off), drop (cut off, not done), error (a proxy's 502, not
done), late-error (a 502, done), timeout (no answer, done), hang (no answer, not done), busy (429), slow.
  passerelle sandbox odoo --faults lost=0.05,slow=0.1 --seed 7`,
    load: () => import('./sandbox-odoo.ts'),
  },
  {
    path: 'demo',
    summary: 'Show an import into a simulated Odoo, and stay up for trying commands.',
    options: [
      ['--port <port>', 'port of the simulated Odoo on 127.0.0.1', '8069'],
      ['--once', 'end after the show'],
      JSON_OPTION,
    ],
    load: () => import('./demo.ts'),
  },
  {
    path: 'doctor',
    summary: 'Examine this installation: Node, data folder, database, secret key, connections.',
    options: [JSON_OPTION],
    load: () => import('./doctor.ts'),
  },
];
