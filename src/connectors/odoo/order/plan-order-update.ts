import type { FieldChange, UpdateWrite } from '../../../core/connector.ts';
import type { Address } from '../../../core/records/customer.ts';
import type { Order } from '../../../core/records/order.ts';
import type { Value } from '../../../core/value.ts';
import { PasserelleError } from '../../../errors.ts';
import { textToHtml } from '../html-note.ts';
import { isNative, nativeValue } from '../native-fields.ts';
import { type OdooValue, type OdooValues, text, writeDatetime } from '../odoo-value.ts';
import type { ModelFields } from '../target.ts';
import { LINE_LISTS, type LineContext, type LineList, type PlannedLine, planLine } from './plan-lines.ts';

type Filling = { [field: string]: OdooValue };

/** What an update of an order asks for. */
export interface OrderUpdate {
  readonly write: UpdateWrite;
  readonly orderId: number;
  readonly header: OdooValues;
  /** null: unchanged. */
  readonly billing: Address | null;
  readonly shipping: Address | null;
  readonly changed: readonly ChangedLine[];
  readonly added: readonly PlannedLine[];
  readonly removed: readonly number[];
  readonly status: Order['status'];
}

export interface ChangedLine {
  readonly id: number;
  readonly line: PlannedLine;
  readonly fields: ReadonlySet<string>;
}

type Item = Parameters<typeof planLine>[1];

/** Sorts the changes of an update. Throws what is wrong with its lines, and odoo_unsupported_change. Pure. */
export function planOrderUpdate(write: UpdateWrite, context: LineContext, fields: ModelFields): OrderUpdate {
  const header: Filling = {};
  const changedFields = new Map<string, { list: LineList; key: string; fields: Set<string> }>();
  const added: PlannedLine[] = [];
  const removed: number[] = [];
  let billing: Address | null = null;
  let shipping: Address | null = null;
  let status: Order['status'] = null;
  for (const change of write.changes) {
    const list = LINE_LISTS.find((one) => one === change.field);
    const { key = '' } = change;
    if (list !== undefined && change.op === 'add') added.push(planLine(list, change.after as unknown as Item, context));
    else if (list !== undefined && change.op === 'remove') removed.push(lineId(write, change));
    else if (list !== undefined) {
      const known = changedFields.get(change.field + key) ?? { list, key, fields: new Set<string>() };
      known.fields.add(change.itemField ?? '');
      changedFields.set(change.field + key, known);
    } else if (change.field === 'billingAddress') billing = change.after as Address | null;
    else if (change.field === 'shippingAddress') shipping = change.after as Address | null;
    else if (change.field === 'status') status = change.after as Order['status'];
    else if (isNative(change.field)) {
      header[change.field.slice('native.'.length)] = nativeValue(change.field, change.after, fields);
    } else Object.assign(header, headerChange(change));
  }
  const changed = [...changedFields.values()].map(({ list, key, fields }) => ({
    id: Number(write.children[list]?.[key] ?? missingLine(write, `${list}[${key}]`)),
    line: planLine(list, wantedItem(write, list, key), context),
    fields,
  }));
  return { write, orderId: Number(write.id), header, billing, shipping, changed, added, removed, status };
}

function headerChange(change: FieldChange): OdooValues {
  const after = (change.after ?? null) as string | null;
  switch (change.field) {
    case 'number':
      return { client_order_ref: text(after) };
    case 'placedAt':
      return after === null ? {} : { date_order: text(writeDatetime(after)) };
    case 'note':
      return { note: text(after ? textToHtml(after) : null) };
    default:
      throw new PasserelleError('odoo_unsupported_change', `${change.path} of an order cannot be changed in Odoo.`, {
        field: change.path,
        value: change.after,
      });
  }
}

function lineId(write: UpdateWrite, change: FieldChange): number {
  return Number(write.children[change.field]?.[change.key ?? ''] ?? missingLine(write, change.path));
}

function missingLine(write: UpdateWrite, path: string): never {
  throw new PasserelleError('internal', `${path} of order ${write.id} has no id in Odoo.`, { field: path });
}

function wantedItem(write: UpdateWrite, list: LineList, key: string): Item {
  const items = (write.values[list] ?? []) as readonly Value[] as unknown as readonly Item[];
  return items.find((item) => item.id === key) ?? missingLine(write, `${list}[${key}]`);
}
