import { randomUUID } from 'node:crypto';
import type { CanonicalRecord, CreateWrite, Outcome, UpdateWrite, Write } from '../../../core/connector.ts';
import { asPasserelleError, PasserelleError } from '../../../errors.ts';
import { asNode } from '../node.ts';
import { STOCK_SET } from '../operations/inventory.ts';
import { failedOutcome } from '../outcomes.ts';
import { slices } from '../slices.ts';
import { refusal, type UserError, userErrorsOf } from '../user-errors.ts';
import { readLevelId } from './level-id.ts';
import { locationOf } from './locations.ts';
import { type StockReader, stockOfVariants } from './read-stock.ts';

/** A quantity to set, from what it was when it was read. */
interface StockWrite {
  readonly write: Write;
  readonly current: CanonicalRecord;
  readonly name: 'available' | 'on_hand';
  readonly quantity: number;
  readonly from: number;
}

type Verdicts = Map<Write, Outcome>;

/** Most quantities a call. */
const MAX_QUANTITIES = 250;

/**
 * Sets quantities, each only if it still is what was read: a sale in the meantime is never overwritten, but makes its
 * write unknown, so that it is read and decided again.
 */
export async function setStock(
  reader: StockReader,
  writes: readonly Write[],
  signal: AbortSignal | undefined,
): Promise<readonly Outcome[]> {
  const verdicts: Verdicts = new Map();
  const created = await currentOfCreates(reader, writes, verdicts, signal);
  const planned = writes.flatMap((write): readonly StockWrite[] => {
    try {
      if (write.op === 'update') return [planUpdate(write)];
      if (write.op !== 'create') throw notSupported(write.id);
      const current = created.get(write);
      return current === undefined ? [] : [planCreate(write, current)];
    } catch (thrown) {
      verdicts.set(write, { status: 'rejected', error: asPasserelleError(thrown), alone: true });
      return [];
    }
  });
  for (const name of ['available', 'on_hand'] as const) {
    const same = planned.filter((each) => each.name === name);
    await Promise.all(slices(same, MAX_QUANTITIES).map((some) => send(reader, some, verdicts, signal)));
  }
  return writes.map((write) => verdicts.get(write) ?? { status: 'unknown', error: stale(write.sourceId) });
}

async function currentOfCreates(
  reader: StockReader,
  writes: readonly Write[],
  verdicts: Verdicts,
  signal: AbortSignal | undefined,
) {
  const creates = writes.filter((write): write is CreateWrite => write.op === 'create');
  const found = new Map<CreateWrite, CanonicalRecord>();
  if (creates.length === 0) return found;
  const variantOf = (write: CreateWrite) => String(asNode(write.values.variant).id ?? '');
  const places = await reader.locations(signal);
  const records = await stockOfVariants(reader, [...new Set(creates.map(variantOf))], signal);
  for (const write of creates) {
    const place = locationOf(places, String(write.values.location ?? ''));
    const current = records.find(
      ({ values }) => asNode(values.variant).id === variantOf(write) && values.location === place.name,
    );
    if (current !== undefined) found.set(write, current);
    else {
      const error = new PasserelleError('reference_missing', 'The variant of this stock is not in Shopify.', {
        field: 'variant',
        value: variantOf(write),
        remedy: 'Sync the products first.',
      });
      verdicts.set(write, { status: 'rejected', error, alone: true });
    }
  }
  return found;
}

function planUpdate(write: UpdateWrite): StockWrite {
  const change =
    write.changes.find(({ field }) => field === 'available') ?? write.changes.find(({ field }) => field === 'onHand');
  if (change === undefined) {
    throw new PasserelleError('shopify_unsupported_change', `${write.changes[0]?.path} of stock cannot be changed.`, {
      field: write.changes[0]?.path,
    });
  }
  return plan(write, write.current, change.field === 'onHand' ? 'onHand' : 'available', change.after);
}

/** Free stock counts before stock on the shelf, which holds what Shopify has sold already. */
function planCreate(write: CreateWrite, current: CanonicalRecord): StockWrite {
  const field = write.values.available == null ? 'onHand' : 'available';
  return plan(write, current, field, write.values[field]);
}

function plan(write: Write, current: CanonicalRecord, field: 'available' | 'onHand', wanted: unknown): StockWrite {
  if (current.values.tracked === false) {
    throw new PasserelleError('shopify_item_untracked', 'Shopify does not count the stock of this variant.', {
      field: 'tracked',
      value: asNode(current.values.variant).sku,
      remedy: 'Switch "Track quantity" on for it in Shopify, or leave it out of the sync.',
    });
  }
  const quantity = Math.floor(Number(wanted));
  if (!Number.isFinite(quantity)) {
    throw new PasserelleError('record_invalid', `The quantity ${String(wanted)} is no number.`, {
      field,
      value: wanted,
    });
  }
  const name = field === 'onHand' ? 'on_hand' : 'available';
  return { write, current, name, quantity, from: Number(current.values[field] ?? 0) };
}

/** One call for many; where some of them have moved meanwhile, the others are sent again without them. */
async function send(
  reader: StockReader,
  all: readonly StockWrite[],
  verdicts: Verdicts,
  signal: AbortSignal | undefined,
): Promise<void> {
  let left = all.filter(({ write, quantity, from, current }) => {
    if (quantity === from) verdicts.set(write, { status: 'applied', id: current.id, version: current.version });
    return quantity !== from;
  });
  while (left.length > 0) {
    const input = stockInput(left);
    // A key for this very call and its repeats: made of the quantities, setting 5 a second time would be a repeat.
    let errors: readonly UserError[];
    try {
      const { data } = await reader.client.run(STOCK_SET, { input, key: randomUUID() }, signal);
      errors = userErrorsOf(data.inventorySetQuantities);
    } catch (thrown) {
      for (const { write } of left) verdicts.set(write, failedOutcome(thrown, signal));
      return;
    }
    if (errors.length === 0) {
      for (const { write, current } of left) verdicts.set(write, { status: 'applied', id: current.id });
      return;
    }
    const faults = new Map(
      errors.flatMap((error) => {
        const at = Number(error.field[2]);
        return error.field[1] === 'quantities' && Number.isInteger(at) ? [[at, error] as const] : [];
      }),
    );
    for (const [at, { write }] of left.entries()) {
      const error = faults.get(at);
      if (error === undefined && faults.size > 0) continue;
      verdicts.set(write, faultOutcome(write, error ?? errors[0], input, left.length));
    }
    left = faults.size === 0 ? [] : left.filter((_, at) => !faults.has(at));
  }
}

function faultOutcome(write: Write, error: UserError | undefined, input: object, count: number): Outcome {
  if (error?.code === 'CHANGE_FROM_QUANTITY_STALE' || error?.code === 'IDEMPOTENCY_CONCURRENT_REQUEST')
    return { status: 'unknown', error: stale(write.sourceId) };
  const known = error === undefined ? [] : [error];
  const alone = error?.field[1] === 'quantities' || count === 1;
  return { status: 'rejected', error: refusal(known, { input }, 'this stock'), alone };
}

function stockInput(writes: readonly StockWrite[]) {
  const quantities = writes.map(({ current, quantity, from }) => {
    const { itemId, locationId } = readLevelId(current.id) ?? { itemId: '', locationId: '' };
    return { inventoryItemId: itemId, locationId, quantity, changeFromQuantity: from };
  });
  return {
    name: writes[0]?.name,
    reason: 'correction',
    referenceDocumentUri: 'gid://passerelle/Sync/stock',
    quantities,
  };
}

function stale(sourceId: string): PasserelleError {
  return new PasserelleError(
    'shopify_quantity_stale',
    `The stock of ${sourceId} changed in Shopify since it was read.`,
  );
}

function notSupported(id: string): PasserelleError {
  return new PasserelleError('shopify_unsupported_change', 'Stock cannot be archived or deleted; it can be set to 0.', {
    value: id,
  });
}
