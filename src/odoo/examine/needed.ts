export type Operation = 'read' | 'create' | 'write' | 'unlink';

/** A model that Passerelle uses, and what it does there. */
export interface NeededModel {
  readonly model: string;
  readonly operations: readonly Operation[];
}

/** What a record type asks of an Odoo. */
export interface Need {
  readonly type: 'product' | 'customer' | 'order';
  /** The module that brings the models; null for those that every Odoo has. */
  readonly module: string | null;
  /** What an administrator gives the user, as Odoo's own screens call it. */
  readonly groups: (major: number) => string;
  readonly models: readonly NeededModel[];
}

const ALL: readonly Operation[] = ['read', 'create', 'write'];

export const NEEDS: readonly Need[] = [
  {
    type: 'product',
    module: 'product',
    groups: (major) =>
      major >= 19 ? 'Sales: Administrator, and Products: Create' : 'Sales: Administrator (or Inventory: Administrator)',
    models: [
      { model: 'product.template', operations: ALL },
      { model: 'product.product', operations: ALL },
      { model: 'product.category', operations: ['read', 'create'] },
      { model: 'product.tag', operations: ['read', 'create'] },
      { model: 'product.attribute', operations: ['read', 'create'] },
      { model: 'product.attribute.value', operations: ['read', 'create'] },
      { model: 'product.template.attribute.line', operations: ALL },
      { model: 'product.template.attribute.value', operations: ['read', 'write'] },
      { model: 'product.pricelist', operations: ['read'] },
      { model: 'product.pricelist.item', operations: ALL },
    ],
  },
  {
    type: 'customer',
    module: null,
    groups: () => 'Contact Creation',
    models: [
      { model: 'res.partner', operations: ALL },
      { model: 'res.partner.category', operations: ['read', 'create'] },
      { model: 'res.country', operations: ['read'] },
      { model: 'res.country.state', operations: ['read'] },
    ],
  },
  {
    type: 'order',
    module: 'sale',
    groups: () => 'Sales: User (All Documents)',
    models: [
      { model: 'sale.order', operations: ALL },
      { model: 'sale.order.line', operations: [...ALL, 'unlink'] },
      { model: 'account.tax', operations: ['read'] },
      { model: 'res.currency', operations: ['read'] },
    ],
  },
];

/** Modules that change what can be done, with what they bring. */
export const MODULES: Readonly<Record<string, string>> = {
  product: 'products',
  sale: 'orders',
  stock: 'stock and deliveries',
  account: 'taxes and invoices',
  delivery: 'shipping methods',
};
