import type { FieldTable } from '../orm/field.ts';

/** Fields of `product.category` that the simulator keeps or computes. */
export const productCategoryFields: FieldTable = {
  name: { type: 'char', string: 'Name', flags: 'required' },
  complete_name: { type: 'char', string: 'Complete Name', flags: 'readonly' },
  parent_id: { type: 'many2one', string: 'Parent Category', relation: 'product.category' },
  parent_path: { type: 'char', string: 'Parent Path' },
  child_id: { type: 'one2many', string: 'Child Categories', relation: 'product.category', inverse: 'parent_id' },
  product_count: { type: 'integer', string: '# Products', flags: 'readonly virtual unsearchable' },
};

/** Fields of `product.tag` that the simulator keeps or computes. */
export const productTagFields: FieldTable = {
  name: { type: 'char', string: 'Name', flags: 'required translate' },
  sequence: { type: 'integer', string: 'Sequence', aggregator: 'none' },
  color: { type: 'char', string: 'Color' },
  product_template_ids: { type: 'many2many', string: 'Product Templates', relation: 'product.template' },
  product_product_ids: { type: 'many2many', string: 'Product Variants', relation: 'product.product' },
  product_ids: {
    type: 'many2many',
    string: 'All Product Variants using this Tag',
    relation: 'product.product',
    flags: 'readonly virtual',
  },
  visible_to_customers: { type: 'boolean', string: 'Visible to customers', only: 19 },
};

/** Fields of `product.pricelist` that the simulator keeps or computes. */
export const productPricelistFields: FieldTable = {
  name: { type: 'char', string: 'Pricelist Name', flags: 'required translate' },
  active: { type: 'boolean', string: 'Active' },
  sequence: { type: 'integer', string: 'Sequence', aggregator: 'none' },
  currency_id: { type: 'many2one', string: 'Currency', relation: 'res.currency', flags: 'required' },
  company_id: { type: 'many2one', string: 'Company', relation: 'res.company' },
  item_ids: {
    type: 'one2many',
    string: 'Pricelist Rules',
    relation: 'product.pricelist.item',
    inverse: 'pricelist_id',
  },
};

/** Fields of `product.pricelist.item` that the simulator keeps or computes. */
export const productPricelistItemFields: FieldTable = {
  pricelist_id: { type: 'many2one', string: 'Pricelist', relation: 'product.pricelist', v18: { flags: 'required' } },
  company_id: {
    type: 'many2one',
    string: 'Company',
    relation: 'res.company',
    flags: 'readonly',
    v18: { related: 'pricelist_id.company_id' },
  },
  currency_id: {
    type: 'many2one',
    string: 'Currency',
    relation: 'res.currency',
    flags: 'readonly',
    v18: { related: 'pricelist_id.currency_id' },
  },
  date_start: { type: 'datetime', string: 'Start Date' },
  date_end: { type: 'datetime', string: 'End Date' },
  min_quantity: { type: 'float', string: 'Min. Quantity', digits: [16, 2] },
  applied_on: {
    type: 'selection',
    string: 'Apply On',
    selection:
      '3_global=All Products|2_product_category=Product Category|1_product=Product|0_product_variant=Product Variant',
    flags: 'required',
  },
  display_applied_on: {
    type: 'selection',
    string: 'Display Applied On',
    selection: '1_product=Product|2_product_category=Category',
    flags: 'required',
  },
  categ_id: { type: 'many2one', string: 'Category', relation: 'product.category' },
  product_tmpl_id: { type: 'many2one', string: 'Product', relation: 'product.template' },
  product_id: { type: 'many2one', string: 'Variant', relation: 'product.product' },
  product_uom_name: {
    type: 'char',
    string: 'Unit Name',
    related: 'product_tmpl_id.uom_name',
    flags: 'readonly virtual translate sortable groupable',
    only: 19,
  },
  base: {
    type: 'selection',
    string: 'Based on',
    selection: 'list_price=Sales Price|standard_price=Cost|pricelist=Other Pricelist',
    flags: 'required',
  },
  base_pricelist_id: { type: 'many2one', string: 'Other Pricelist', relation: 'product.pricelist' },
  compute_price: {
    type: 'selection',
    string: 'Compute Price',
    selection: 'percentage=Discount|formula=Formula|fixed=Fixed Price',
    flags: 'required',
  },
  fixed_price: { type: 'float', string: 'Fixed Price', v18: { digits: [16, 2] } },
  percent_price: { type: 'float', string: 'Percentage Price' },
  price_discount: { type: 'float', string: 'Price Discount', digits: [16, 2] },
  price_round: { type: 'float', string: 'Price Rounding', v18: { digits: [16, 2] } },
  price_surcharge: { type: 'float', string: 'Extra Fee', v18: { digits: [16, 2] } },
  price_markup: { type: 'float', string: 'Markup', digits: [16, 2] },
  price_min_margin: { type: 'float', string: 'Min. Price Margin', v18: { digits: [16, 2] } },
  price_max_margin: { type: 'float', string: 'Max. Price Margin', v18: { digits: [16, 2] } },
  name: { type: 'char', string: 'Name', flags: 'readonly virtual unsearchable' },
  price: { type: 'char', string: 'Price', flags: 'readonly virtual unsearchable' },
  rule_tip: { type: 'char', string: 'Rule Tip', flags: 'readonly virtual unsearchable' },
  product_variant_count: {
    type: 'integer',
    string: '# Product Variants',
    related: 'product_tmpl_id.product_variant_count',
    flags: 'readonly virtual unsearchable',
  },
};

/** Fields of `uom.category` that the simulator keeps or computes. */
export const uomCategoryFields: FieldTable = {
  name: { type: 'char', string: 'Unit of Measure Category', flags: 'required translate', only: 18 },
  uom_ids: { type: 'one2many', string: 'Uom', relation: 'uom.uom', inverse: 'category_id', only: 18 },
};

/** Fields of `uom.uom` that the simulator keeps or computes. */
export const uomUomFields: FieldTable = {
  name: { type: 'char', string: 'Unit Name', flags: 'required translate', v18: { string: 'Unit of Measure' } },
  sequence: { type: 'integer', string: 'Sequence', aggregator: 'none', only: 19 },
  factor: {
    type: 'float',
    string: 'Absolute Quantity',
    flags: 'readonly',
    v18: { string: 'Ratio', flags: 'required' },
  },
  factor_inv: { type: 'float', string: 'Bigger Ratio', flags: 'required readonly virtual unsearchable', only: 18 },
  rounding: {
    type: 'float',
    string: 'Rounding Precision',
    flags: 'readonly virtual unsearchable',
    v18: { flags: 'required' },
  },
  active: { type: 'boolean', string: 'Active' },
  category_id: { type: 'many2one', string: 'Category', relation: 'uom.category', flags: 'required', only: 18 },
  uom_type: {
    type: 'selection',
    string: 'Type',
    selection:
      'bigger=Bigger than the reference Unit of Measure|reference=Reference Unit of Measure for this category|smaller=Smaller than the reference Unit of Measure',
    flags: 'required',
    only: 18,
  },
  ratio: { type: 'float', string: 'Combined Ratio', flags: 'virtual unsearchable', only: 18 },
  relative_factor: { type: 'float', string: 'Contains', flags: 'required', only: 19 },
  relative_uom_id: { type: 'many2one', string: 'Reference Unit', relation: 'uom.uom', only: 19 },
  related_uom_ids: {
    type: 'one2many',
    string: 'Related UoMs',
    relation: 'uom.uom',
    inverse: 'relative_uom_id',
    only: 19,
  },
  parent_path: { type: 'char', string: 'Parent Path', only: 19 },
};
