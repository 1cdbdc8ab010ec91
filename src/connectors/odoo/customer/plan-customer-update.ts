import type { FieldChange, UpdateWrite } from '../../../core/connector.ts';
import type { CustomerAddress } from '../../../core/records/customer.ts';
import { PasserelleError } from '../../../errors.ts';
import { textToHtml } from '../html-note.ts';
import type { Languages } from '../lookups/languages.ts';
import { isNative, nativeValue } from '../native-fields.ts';
import { boolean, type OdooValue, type OdooValues, text } from '../odoo-value.ts';
import type { ModelFields } from '../target.ts';
import { LOCATION_FIELDS } from './partner-values.ts';

type Filling = { [field: string]: OdooValue };

/** What an update of a customer asks for, by where it lies in Odoo. */
export interface CustomerUpdate {
  readonly write: UpdateWrite;
  readonly partnerId: number;
  readonly partner: OdooValues;
  readonly tags: readonly string[] | null;
  /** Whole wanted addresses that are there and changed, and which of their fields did. */
  readonly changed: readonly ChangedAddress[];
  readonly added: readonly CustomerAddress[];
  readonly removed: readonly number[];
  readonly warnings: readonly string[];
}

export interface ChangedAddress {
  readonly id: number;
  readonly address: CustomerAddress;
  readonly fields: ReadonlySet<string>;
}

/** Sorts the changes of an update. Throws odoo_unsupported_change. Pure. */
export function planCustomerUpdate(write: UpdateWrite, languages: Languages, fields: ModelFields): CustomerUpdate {
  const partner: Filling = {};
  const changed = new Map<string, { id: number; address: CustomerAddress; fields: Set<string> }>();
  const added: CustomerAddress[] = [];
  const removed: number[] = [];
  const warnings: string[] = [];
  let tags: readonly string[] | null = null;
  for (const change of write.changes) {
    if (change.field === 'tags') tags = (change.after as readonly string[] | null) ?? [];
    else if (isNative(change.field)) {
      partner[change.field.slice('native.'.length)] = nativeValue(change.field, change.after, fields);
    } else if (change.field === 'language') {
      const code = typeof change.after === 'string' ? languages.code(change.after) : null;
      if (code !== null) partner.lang = text(code);
      else warnings.push(inactiveLanguage(change.after));
    } else if (change.field !== 'addresses') Object.assign(partner, partnerChange(change));
    else if (change.op === 'add') added.push(change.after as unknown as CustomerAddress);
    else if (change.op === 'remove') removed.push(addressId(write, change));
    else {
      const key = change.key ?? '';
      const known = changed.get(key) ?? {
        id: addressId(write, change),
        address: wantedAddress(write, key),
        fields: new Set(),
      };
      known.fields.add(change.itemField ?? '');
      changed.set(key, known);
    }
  }
  return {
    write,
    partnerId: Number(write.id),
    partner,
    tags,
    changed: [...changed.values()],
    added,
    removed,
    warnings,
  };
}

export function inactiveLanguage(tag: unknown): string {
  return `The language ${String(tag)} is not active in Odoo and was left out.`;
}

/** Whether an address changed in what is printed on documents. */
export function movesAddress(fields: ReadonlySet<string>): boolean {
  return [...LOCATION_FIELDS, 'name', 'company'].some((field) => fields.has(field));
}

const TEXT_COLUMNS: Readonly<Record<string, string>> = {
  name: 'name',
  email: 'email',
  phone: 'phone',
  company: 'company_name',
  vat: 'vat',
};

function partnerChange(change: FieldChange): OdooValues {
  const column = TEXT_COLUMNS[change.field];
  const after = (change.after ?? null) as string | null;
  if (column !== undefined) return { [column]: text(after) };
  if (change.field === 'isCompany') return { is_company: boolean(change.after === true) };
  if (change.field === 'note') return { comment: text(after ? textToHtml(after) : null) };
  throw new PasserelleError('odoo_unsupported_change', `${change.path} cannot be changed in Odoo.`, {
    field: change.path,
  });
}

function addressId(write: UpdateWrite, change: FieldChange): number {
  const id = write.children.addresses?.[change.key ?? ''];
  if (id !== undefined) return Number(id);
  throw new PasserelleError('internal', `The address ${change.key} of customer ${write.id} has no id in Odoo.`, {
    field: change.path,
  });
}

function wantedAddress(write: UpdateWrite, key: string): CustomerAddress {
  const addresses = (write.values.addresses ?? []) as unknown as readonly CustomerAddress[];
  const found = addresses.find((address) => address.id === key);
  if (found !== undefined) return found;
  throw new PasserelleError('internal', `The address ${key} is changed, but not among the record's values.`);
}
