import type { PortSchema } from '../../../core/connector.ts';

/** The price of one variant in the shop's own currency. Lists of markets and companies are not read yet. */
export const PRICE_SCHEMA: PortSchema = {
  fields: [
    { path: 'variant', type: 'reference', to: 'product.variants', required: true, createOnly: true },
    { path: 'currency', type: 'string', readOnly: true },
    { path: 'taxesIncluded', type: 'boolean', title: 'Prices include taxes', readOnly: true },
    { path: 'amount', type: 'decimal', required: true },
    { path: 'compareAt', type: 'decimal', title: 'Former price' },
  ],
  keys: ['variant', 'sku', 'barcode'],
};
