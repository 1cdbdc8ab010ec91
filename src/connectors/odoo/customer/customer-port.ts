import type { CreateWrite, Located, Port, ReadOptions, RecordItem, Write } from '../../../core/connector.ts';
import { validateCustomer } from '../../../core/records/customer.ts';
import { askable } from '../askable.ts';
import { canonicalOnly } from '../canonical-only.ts';
import { checkEach, createsOf, updatesOf } from '../check-each.ts';
import { findMarks } from '../find-marks.ts';
import { slices } from '../load-rows.ts';
import { countries } from '../lookups/countries.ts';
import { languages } from '../lookups/languages.ts';
import { createTags, type Tags } from '../lookups/tags.ts';
import { customerMark } from '../marks.ts';
import { nativeNames, nativeValues } from '../native-fields.ts';
import { collectOutcomes, type OutcomeSheet } from '../outcome-sheet.ts';
import { removeRecords } from '../remove-records.ts';
import type { Target } from '../target.ts';
import { type CustomerCreate, createCustomers, markedAddressIds } from './create-customer.ts';
import { customerSchema } from './customer-schema.ts';
import { findCustomers } from './find-customer.ts';
import { inactiveLanguage, planCustomerUpdate } from './plan-customer-update.ts';
import { readCustomerPage } from './read-customer.ts';
import { updateCustomers } from './update-customer.ts';

const READ_PAGE = 1000;

export function customerPort(target: Target): Port {
  const tags = createTags(target, 'res.partner.category', 'partner_tag');
  return {
    type: 'customer',
    schema: async () => customerSchema(await target.fields('res.partner')),
    find: (field, values, options) => findCustomers(target, field, askable(values), options?.signal),
    read: (ids, options) => readCustomers(target, ids, tags, options),
    write: {
      maxBatch: 500,
      atomicBatch: true,
      // As for products: a repeat finds its external id, or is refused by the unique index on it.
      settleMs: 0,
      apply: (writes, options) =>
        collectOutcomes(writes, (sheet) => applyCustomers(target, writes, tags, sheet, options?.signal)),
      locate: (creates, options) => locateCustomers(target, creates, options?.signal),
    },
  };
}

async function readCustomers(
  target: Target,
  ids: readonly string[],
  tags: Tags,
  { fields, signal }: ReadOptions = {},
): Promise<readonly RecordItem[]> {
  const wants = (field: string) => fields === undefined || fields.includes(field);
  const items: RecordItem[] = [];
  for (const some of slices(ids.map(Number), READ_PAGE)) {
    items.push(...(await readCustomerPage(target, some, wants, nativeNames(fields), tags, signal)));
  }
  return items;
}

async function applyCustomers(
  target: Target,
  writes: readonly Write[],
  tags: Tags,
  sheet: OutcomeSheet,
  signal: AbortSignal | undefined,
): Promise<void> {
  const places = await countries(target);
  const spoken = await languages(target);
  const fields = await target.fields('res.partner');
  const updates = checkEach(updatesOf(writes), sheet, (write) => planCustomerUpdate(write, spoken, fields));
  const customers = checkEach(createsOf(writes), sheet, (write) => ({
    write,
    customer: validateCustomer(canonicalOnly(write.values)),
    native: nativeValues(write.values, fields),
  }));
  const names = [
    ...customers.flatMap(({ customer }) => customer.tags ?? []),
    ...updates.flatMap((update) => update.tags ?? []),
  ];
  const tagIds = names.length > 0 ? await tags.ids(names, signal) : new Map<string, number>();
  const creates = customers.map(({ write, customer, native }): CustomerCreate => {
    const language = customer.language ? spoken.code(customer.language) : null;
    const ids = { tagIds: (customer.tags ?? []).flatMap((tag) => tagIds.get(tag) ?? []), language, countries: places };
    const warnings = customer.language && language === null ? [inactiveLanguage(customer.language)] : [];
    return { write, customer, ids, native, warnings };
  });
  sheet.sending();
  await createCustomers(target, creates, sheet, signal);
  await updateCustomers(target, { updates, countries: places, tagIds }, sheet, signal);
  await removeRecords(target, 'res.partner', writes, sheet, signal);
}

async function locateCustomers(
  target: Target,
  creates: readonly CreateWrite[],
  signal: AbortSignal | undefined,
): Promise<readonly Located[]> {
  const marks = await findMarks(
    target,
    'res.partner',
    creates.map((create) => customerMark(create.key)),
    signal,
  );
  const alive = new Set((await target.read('res.partner', [...marks.values()], ['id'], signal)).map((row) => row.id));
  const made = creates.flatMap((write) => {
    const id = marks.get(customerMark(write.key));
    if (id === undefined || !alive.has(id)) return [];
    return [{ write, customer: validateCustomer(canonicalOnly(write.values)), id }];
  });
  const children = await markedAddressIds(target, made, signal);
  const ids = new Map(made.map(({ write, id }) => [write, id]));
  return creates.map((create): Located => {
    const id = ids.get(create);
    if (id === undefined) return { found: false };
    return { found: true, id: String(id), children: children.get(create) ?? [], unfinished: [] };
  });
}
