import type { PortSchema } from '../../../core/connector.ts';

/** Stock of one variant at one location. */
export const INVENTORY_SCHEMA: PortSchema = {
  fields: [
    { path: 'variant', type: 'reference', to: 'product.variants', required: true, createOnly: true },
    { path: 'location', type: 'string', title: 'Name of the location', required: true, createOnly: true },
    { path: 'available', type: 'decimal', title: 'Free to sell' },
    { path: 'onHand', type: 'decimal', title: 'On the shelf, sold units included' },
    { path: 'tracked', type: 'boolean', title: 'Stock is counted', readOnly: true },
  ],
  keys: ['variant', 'sku', 'barcode'],
};
