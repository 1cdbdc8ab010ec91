/**
 * What other programs import as `passerelle`: errors, canonical records and the values they are made of.
 * The Odoo client is also `passerelle/odoo` by itself; who writes a connector begins with `passerelle/connector`.
 */
export type { FieldSpec, FieldTable, FieldType, ListSpec } from './core/field.ts';
export {
  type Address,
  type Customer,
  type CustomerAddress,
  type CustomerValues,
  validateCustomer,
} from './core/records/customer.ts';
export {
  type Order,
  type OrderCharge,
  type OrderDiscount,
  type OrderLine,
  type OrderValues,
  type ShippingLine,
  type Tax,
  validateOrder,
} from './core/records/order.ts';
export {
  type Product,
  type ProductImage,
  type ProductOption,
  type ProductValues,
  type Variant,
  validateProduct,
} from './core/records/product.ts';
export type { Reference, Value, Values } from './core/value.ts';
export { ERROR_CODES, type ErrorCode, type ErrorKind, PasserelleError } from './errors.ts';
export { createOdooClient, type OdooClient } from './odoo/client.ts';
export type { OdooClientOptions } from './odoo/options.ts';
