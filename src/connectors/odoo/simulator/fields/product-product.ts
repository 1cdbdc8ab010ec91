import type { FieldTable } from '../orm/field.ts';

/** Fields of `product.product` that the simulator keeps or computes. */
export const productProductFields: FieldTable = {
  write_date: { type: 'datetime', string: 'Write Date', flags: 'readonly' },
  price_extra: {
    type: 'float',
    string: 'Variant Price Extra',
    flags: 'readonly virtual unsearchable',
    v18: { digits: [16, 2] },
  },
  lst_price: { type: 'float', string: 'Sales Price', flags: 'virtual unsearchable', v18: { digits: [16, 2] } },
  default_code: { type: 'char', string: 'Internal Reference' },
  code: { type: 'char', string: 'Reference', flags: 'readonly virtual unsearchable' },
  partner_ref: { type: 'char', string: 'Customer Ref', flags: 'readonly virtual unsearchable' },
  active: { type: 'boolean', string: 'Active' },
  product_tmpl_id: { type: 'many2one', string: 'Product Template', relation: 'product.template', flags: 'required' },
  barcode: { type: 'char', string: 'Barcode' },
  product_template_attribute_value_ids: {
    type: 'many2many',
    string: 'Attribute Values',
    relation: 'product.template.attribute.value',
  },
  product_template_variant_value_ids: {
    type: 'many2many',
    string: 'Variant Values',
    relation: 'product.template.attribute.value',
  },
  combination_indices: { type: 'char', string: 'Combination Indices', flags: 'readonly' },
  is_product_variant: { type: 'boolean', string: 'Is Product Variant', flags: 'readonly virtual unsearchable' },
  standard_price: {
    type: 'float',
    string: 'Cost',
    groups: 'base.group_user',
    flags: 'company',
    v18: { digits: [16, 2] },
  },
  volume: { type: 'float', string: 'Volume', digits: [16, 2] },
  weight: { type: 'float', string: 'Weight', digits: [16, 2] },
  additional_product_tag_ids: { type: 'many2many', string: 'Variant Tags', relation: 'product.tag' },
  all_product_tag_ids: {
    type: 'many2many',
    string: 'All Product Tag',
    relation: 'product.tag',
    flags: 'readonly virtual',
  },
  image_variant_1920: { type: 'binary', string: 'Variant Image' },
  image_variant_1024: {
    type: 'binary',
    string: 'Variant Image 1024',
    related: 'image_variant_1920',
    flags: 'readonly',
  },
  image_variant_512: { type: 'binary', string: 'Variant Image 512', related: 'image_variant_1920', flags: 'readonly' },
  image_variant_256: { type: 'binary', string: 'Variant Image 256', related: 'image_variant_1920', flags: 'readonly' },
  image_variant_128: { type: 'binary', string: 'Variant Image 128', related: 'image_variant_1920', flags: 'readonly' },
  image_1920: { type: 'binary', string: 'Image', flags: 'virtual unsearchable' },
  image_1024: { type: 'binary', string: 'Image 1024', flags: 'readonly virtual unsearchable' },
  image_512: { type: 'binary', string: 'Image 512', flags: 'readonly virtual unsearchable' },
  image_256: { type: 'binary', string: 'Image 256', flags: 'readonly virtual unsearchable' },
  image_128: { type: 'binary', string: 'Image 128', flags: 'readonly virtual unsearchable' },
  stock_quant_ids: { type: 'one2many', string: 'Stock Quant', relation: 'stock.quant', inverse: 'product_id' },
  stock_move_ids: { type: 'one2many', string: 'Stock Move', relation: 'stock.move', inverse: 'product_id' },
  qty_available: {
    type: 'float',
    string: 'Quantity On Hand',
    digits: [16, 2],
    flags: 'virtual',
    v18: { flags: 'readonly virtual' },
  },
  virtual_available: { type: 'float', string: 'Forecasted Quantity', digits: [16, 2], flags: 'readonly virtual' },
  free_qty: { type: 'float', string: 'Free To Use Quantity ', digits: [16, 2], flags: 'readonly virtual' },
  incoming_qty: { type: 'float', string: 'Incoming', digits: [16, 2], flags: 'readonly virtual' },
  outgoing_qty: { type: 'float', string: 'Outgoing', digits: [16, 2], flags: 'readonly virtual' },
};

/** Fields of `product.product` that are those of its product.template. */
export const productProductInherited =
  'name sequence description description_purchase description_sale type service_tracking categ_id currency_id cost_currency_id list_price volume_uom_name weight_uom_name sale_ok purchase_ok uom_id uom_po_id uom_name company_id color attribute_line_ids valid_product_template_attribute_line_ids product_variant_ids product_variant_id product_variant_count has_configurable_attributes is_dynamically_created is_favorite product_tag_ids taxes_id supplier_taxes_id is_storable tracking sale_delay service_type expense_policy invoice_policy hs_code country_of_origin optional_product_ids description_picking description_pickingout description_pickingin sale_line_warn sale_line_warn_msg';
