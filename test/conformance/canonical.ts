import { expect } from 'vitest';
import type { RecordType } from '../../src/core/connector.ts';
import { validateCustomerValues } from '../../src/core/records/customer.ts';
import { validateOrderValues } from '../../src/core/records/order.ts';
import { validateProductValues } from '../../src/core/records/product.ts';
import type { Value, Values } from '../../src/core/value.ts';

const VALIDATE: { readonly [T in RecordType]?: (values: Values) => unknown } = {
  product: validateProductValues,
  customer: validateCustomerValues,
  order: validateOrderValues,
};

/** Throws for values that are not canonical ones of the type. */
export function validateValuesOf(type: RecordType, values: Values): void {
  const validate = VALIDATE[type];
  if (validate === undefined) throw new Error(`there is no schema for ${type} records yet`);
  validate(values);
}

/** The value is JSON and nothing else: it comes back from storage as it was, and has no floats. */
export function expectJson(value: Value): void {
  expect(JSON.parse(JSON.stringify(value))).toStrictEqual(value);
  expect(floatsIn(value)).toEqual([]);
}

function floatsIn(value: Value): readonly number[] {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(floatsIn);
}
