// Compares the orders of a file with those of a target that holds them all. Arguments: data folder, file.
import { csvConnector } from '../../src/connectors/csv/connector.ts';
import { parseMappingFile } from '../../src/connectors/csv/mapping/mapping-file.ts';
import { ORDER_FIELDS } from '../../src/core/records/order.ts';
import { orderValues } from '../csv/order-lines.ts';
import { ORDERS_MAPPING } from '../csv/orders-mapping.ts';
import { tellParent } from '../harness/parent.ts';
import { openEchoTarget, targetIdOf } from '../sync/echo-target.ts';
import { openEngine } from '../sync/measured-run.ts';

const [dataDir = '', file = ''] = process.argv.slice(2);
const engine = await openEngine(dataDir);

const environment = { now: Date.now, log: { debug: () => undefined, info: () => undefined, warn: () => undefined } };
const session = await csvConnector.open(
  { file, mapping: parseMappingFile(ORDERS_MAPPING, 'orders.yaml') },
  environment,
);
const source = session.records.order;
if (source === undefined) throw new Error('The file holds no orders.');
const target = openEchoTarget({
  type: 'order',
  fields: ORDER_FIELDS,
  keys: ['number'],
  valuesOf: (number) => orderValues(number, targetIdOf),
});
const run = await engine.run({ type: 'order', source, target, preview: true, input: 'orders' });
await session.close();
await engine.close();
tellParent(run);
