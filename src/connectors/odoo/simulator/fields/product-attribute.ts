import type { FieldTable } from '../orm/field.ts';

/** Fields of `product.attribute` that the simulator keeps or computes. */
export const productAttributeFields: FieldTable = {
  name: { type: 'char', string: 'Attribute', flags: 'required translate' },
  active: { type: 'boolean', string: 'Active' },
  create_variant: {
    type: 'selection',
    string: 'Variant Creation',
    selection: 'always=Instantly|dynamic=Dynamically|no_variant=Never',
    flags: 'required',
  },
  display_type: {
    type: 'selection',
    string: 'Display Type',
    selection: 'radio=Radio|pills=Pills|select=Select|color=Color|multi=Multi-checkbox|image=Image',
    flags: 'required',
    v18: { selection: 'radio=Radio|pills=Pills|select=Select|color=Color|multi=Multi-checkbox' },
  },
  sequence: { type: 'integer', string: 'Sequence', aggregator: 'none' },
  value_ids: { type: 'one2many', string: 'Values', relation: 'product.attribute.value', inverse: 'attribute_id' },
  template_value_ids: {
    type: 'one2many',
    string: 'Template Values',
    relation: 'product.template.attribute.value',
    inverse: 'attribute_id',
  },
  attribute_line_ids: {
    type: 'one2many',
    string: 'Lines',
    relation: 'product.template.attribute.line',
    inverse: 'attribute_id',
  },
  number_related_products: {
    type: 'integer',
    string: 'Number Related Products',
    flags: 'readonly virtual unsearchable',
  },
  product_tmpl_ids: { type: 'many2many', string: 'Related Products', relation: 'product.template', flags: 'readonly' },
};

/** Fields of `product.attribute.value` that the simulator keeps or computes. */
export const productAttributeValueFields: FieldTable = {
  name: { type: 'char', string: 'Value', flags: 'required translate' },
  sequence: { type: 'integer', string: 'Sequence', aggregator: 'none' },
  attribute_id: { type: 'many2one', string: 'Attribute', relation: 'product.attribute', flags: 'required' },
  active: { type: 'boolean', string: 'Active' },
  pav_attribute_line_ids: { type: 'many2many', string: 'Lines', relation: 'product.template.attribute.line' },
  is_used_on_products: { type: 'boolean', string: 'Used on Products', flags: 'readonly virtual unsearchable' },
  default_extra_price: { type: 'float', string: 'Default Extra Price' },
  is_custom: { type: 'boolean', string: 'Free text' },
  html_color: { type: 'char', string: 'Color' },
  display_type: {
    type: 'selection',
    string: 'Display Type',
    selection: 'radio=Radio|pills=Pills|select=Select|color=Color|multi=Multi-checkbox|image=Image',
    related: 'attribute_id.display_type',
    flags: 'readonly virtual sortable groupable',
    v18: { selection: 'radio=Radio|pills=Pills|select=Select|color=Color|multi=Multi-checkbox' },
  },
  color: { type: 'integer', string: 'Color Index' },
  image: { type: 'binary', string: 'Image' },
};

/** Fields of `product.template.attribute.line` that the simulator keeps or computes. */
export const productTemplateAttributeLineFields: FieldTable = {
  active: { type: 'boolean', string: 'Active' },
  product_tmpl_id: { type: 'many2one', string: 'Product Template', relation: 'product.template', flags: 'required' },
  sequence: { type: 'integer', string: 'Sequence', aggregator: 'none' },
  attribute_id: { type: 'many2one', string: 'Attribute', relation: 'product.attribute', flags: 'required' },
  value_ids: { type: 'many2many', string: 'Values', relation: 'product.attribute.value' },
  value_count: { type: 'integer', string: 'Value Count', flags: 'readonly' },
  product_template_value_ids: {
    type: 'one2many',
    string: 'Product Attribute Values',
    relation: 'product.template.attribute.value',
    inverse: 'attribute_line_id',
  },
};

/** Fields of `product.template.attribute.value` that the simulator keeps or computes. */
export const productTemplateAttributeValueFields: FieldTable = {
  ptav_active: { type: 'boolean', string: 'Active' },
  name: {
    type: 'char',
    string: 'Value',
    related: 'product_attribute_value_id.name',
    flags: 'readonly virtual translate sortable groupable',
  },
  product_attribute_value_id: {
    type: 'many2one',
    string: 'Attribute Value',
    relation: 'product.attribute.value',
    flags: 'required',
  },
  attribute_line_id: {
    type: 'many2one',
    string: 'Attribute Line',
    relation: 'product.template.attribute.line',
    flags: 'required',
  },
  price_extra: { type: 'float', string: 'Extra Price', v18: { digits: [16, 2] } },
  currency_id: {
    type: 'many2one',
    string: 'Currency',
    relation: 'res.currency',
    related: 'attribute_line_id.product_tmpl_id.currency_id',
    flags: 'readonly virtual unsearchable',
  },
  ptav_product_variant_ids: {
    type: 'many2many',
    string: 'Related Variants',
    relation: 'product.product',
    flags: 'readonly',
  },
  html_color: {
    type: 'char',
    string: 'HTML Color Index',
    related: 'product_attribute_value_id.html_color',
    flags: 'readonly virtual sortable groupable',
  },
  is_custom: {
    type: 'boolean',
    string: 'Free text',
    related: 'product_attribute_value_id.is_custom',
    flags: 'readonly virtual sortable groupable',
  },
  display_type: {
    type: 'selection',
    string: 'Display Type',
    selection: 'radio=Radio|pills=Pills|select=Select|color=Color|multi=Multi-checkbox|image=Image',
    related: 'product_attribute_value_id.display_type',
    flags: 'readonly virtual sortable groupable',
    v18: { selection: 'radio=Radio|pills=Pills|select=Select|color=Color|multi=Multi-checkbox' },
  },
  product_tmpl_id: {
    type: 'many2one',
    string: 'Product Template',
    relation: 'product.template',
    related: 'attribute_line_id.product_tmpl_id',
    flags: 'readonly',
  },
  attribute_id: {
    type: 'many2one',
    string: 'Attribute',
    relation: 'product.attribute',
    related: 'attribute_line_id.attribute_id',
    flags: 'readonly',
  },
  color: { type: 'integer', string: 'Color' },
  image: { type: 'binary', string: 'Image', related: 'product_attribute_value_id.image', flags: 'readonly virtual' },
};
