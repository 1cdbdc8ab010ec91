import type { FieldTable } from '../orm/field.ts';

/** Fields of `stock.location` that the simulator keeps or computes. */
export const stockLocationFields: FieldTable = {
  name: { type: 'char', string: 'Location Name', flags: 'required' },
  complete_name: { type: 'char', string: 'Full Location Name', flags: 'readonly' },
  active: { type: 'boolean', string: 'Active' },
  usage: {
    type: 'selection',
    string: 'Location Type',
    selection:
      'supplier=Vendor|view=Virtual|internal=Internal|customer=Customer|inventory=Inventory Loss|production=Production|transit=Transit',
    flags: 'required',
    v18: {
      selection:
        'supplier=Vendor Location|view=View|internal=Internal Location|customer=Customer Location|inventory=Inventory Loss|production=Production|transit=Transit Location',
    },
  },
  location_id: { type: 'many2one', string: 'Parent Location', relation: 'stock.location' },
  child_ids: { type: 'one2many', string: 'Contains', relation: 'stock.location', inverse: 'location_id' },
  company_id: { type: 'many2one', string: 'Company', relation: 'res.company' },
  parent_path: { type: 'char', string: 'Parent Path' },
  barcode: { type: 'char', string: 'Barcode' },
  warehouse_id: { type: 'many2one', string: 'Warehouse', relation: 'stock.warehouse', flags: 'readonly' },
  scrap_location: { type: 'boolean', string: 'Is a Scrap Location?', only: 18 },
};

/** Fields of `stock.warehouse` that the simulator keeps or computes. */
export const stockWarehouseFields: FieldTable = {
  name: { type: 'char', string: 'Warehouse', flags: 'required' },
  active: { type: 'boolean', string: 'Active' },
  company_id: { type: 'many2one', string: 'Company', relation: 'res.company', flags: 'required readonly' },
  partner_id: { type: 'many2one', string: 'Address', relation: 'res.partner' },
  view_location_id: { type: 'many2one', string: 'View Location', relation: 'stock.location', flags: 'required' },
  lot_stock_id: { type: 'many2one', string: 'Location Stock', relation: 'stock.location', flags: 'required' },
  code: { type: 'char', string: 'Short Name', flags: 'required' },
  reception_steps: {
    type: 'selection',
    string: 'Incoming Shipments',
    selection:
      'one_step=Receive and Store (1 step)|two_steps=Receive then Store (2 steps)|three_steps=Receive, Quality Control, then Store (3 steps)',
    flags: 'required',
  },
  delivery_steps: {
    type: 'selection',
    string: 'Outgoing Shipments',
    selection:
      'ship_only=Deliver (1 step)|pick_ship=Pick then Deliver (2 steps)|pick_pack_ship=Pick, Pack, then Deliver (3 steps)',
    flags: 'required',
  },
  out_type_id: { type: 'many2one', string: 'Out Type', relation: 'stock.picking.type' },
  in_type_id: { type: 'many2one', string: 'In Type', relation: 'stock.picking.type' },
  sequence: { type: 'integer', string: 'Sequence', aggregator: 'none' },
};

/** Fields of `stock.picking.type` that the simulator keeps or computes. */
export const stockPickingTypeFields: FieldTable = {
  name: { type: 'char', string: 'Operation Type', flags: 'required translate' },
  color: { type: 'integer', string: 'Color' },
  sequence: { type: 'integer', string: 'Sequence', aggregator: 'none' },
  sequence_code: { type: 'char', string: 'Sequence Prefix', flags: 'required' },
  code: {
    type: 'selection',
    string: 'Type of Operation',
    selection: 'incoming=Receipt|outgoing=Delivery|internal=Internal Transfer',
    flags: 'required',
  },
  warehouse_id: { type: 'many2one', string: 'Warehouse', relation: 'stock.warehouse' },
  active: { type: 'boolean', string: 'Active' },
  company_id: { type: 'many2one', string: 'Company', relation: 'res.company', flags: 'required' },
  default_location_src_id: {
    type: 'many2one',
    string: 'Source Location',
    relation: 'stock.location',
    flags: 'required',
  },
  default_location_dest_id: {
    type: 'many2one',
    string: 'Destination Location',
    relation: 'stock.location',
    flags: 'required',
  },
};

/** Fields of `stock.quant` that the simulator keeps or computes. */
export const stockQuantFields: FieldTable = {
  product_id: { type: 'many2one', string: 'Product', relation: 'product.product', flags: 'required' },
  product_tmpl_id: {
    type: 'many2one',
    string: 'Product Template',
    relation: 'product.template',
    related: 'product_id.product_tmpl_id',
    flags: 'readonly virtual sortable groupable',
  },
  product_uom_id: {
    type: 'many2one',
    string: 'Unit',
    relation: 'uom.uom',
    related: 'product_id.uom_id',
    flags: 'readonly virtual sortable groupable',
    v18: { string: 'Unit of Measure' },
  },
  company_id: {
    type: 'many2one',
    string: 'Company',
    relation: 'res.company',
    related: 'location_id.company_id',
    flags: 'readonly',
  },
  location_id: { type: 'many2one', string: 'Location', relation: 'stock.location', flags: 'required' },
  warehouse_id: {
    type: 'many2one',
    string: 'Warehouse',
    relation: 'stock.warehouse',
    related: 'location_id.warehouse_id',
    flags: 'readonly virtual sortable groupable',
  },
  owner_id: { type: 'many2one', string: 'Owner', relation: 'res.partner' },
  quantity: { type: 'float', string: 'Quantity', digits: [16, 2], flags: 'readonly' },
  reserved_quantity: { type: 'float', string: 'Reserved Quantity', digits: [16, 2], flags: 'required readonly' },
  available_quantity: {
    type: 'float',
    string: 'Available Quantity',
    digits: [16, 2],
    aggregator: 'sum',
    flags: 'readonly virtual unsearchable',
  },
  in_date: { type: 'datetime', string: 'Incoming Date', flags: 'required readonly' },
  tracking: {
    type: 'selection',
    string: 'Tracking',
    selection: 'serial=By Unique Serial Number|lot=By Lots|none=By Quantity',
    related: 'product_id.tracking',
    flags: 'readonly virtual sortable groupable',
  },
  on_hand: { type: 'boolean', string: 'On Hand', flags: 'virtual' },
  product_categ_id: {
    type: 'many2one',
    string: 'Product Category',
    relation: 'product.category',
    related: 'product_tmpl_id.categ_id',
    flags: 'readonly virtual sortable groupable',
  },
  inventory_quantity: { type: 'float', string: 'Counted', digits: [16, 2], v18: { string: 'Counted Quantity' } },
  inventory_quantity_auto_apply: {
    type: 'float',
    string: 'Inventoried Quantity',
    digits: [16, 2],
    aggregator: 'sum',
    groups: 'stock.group_stock_manager',
    flags: 'virtual unsearchable',
  },
  inventory_diff_quantity: { type: 'float', string: 'Difference', digits: [16, 2], flags: 'readonly' },
  inventory_date: { type: 'date', string: 'Scheduled', v18: { string: 'Scheduled Date' } },
  inventory_quantity_set: { type: 'boolean', string: 'Inventory Quantity Set' },
  user_id: { type: 'many2one', string: 'Assigned To', relation: 'res.users' },
};

/** Fields of `stock.picking` that the simulator keeps or computes. */
export const stockPickingFields: FieldTable = {
  name: { type: 'char', string: 'Reference', flags: 'readonly' },
  origin: { type: 'char', string: 'Source Document' },
  note: { type: 'html', string: 'Notes' },
  backorder_id: { type: 'many2one', string: 'Back Order of', relation: 'stock.picking', flags: 'readonly' },
  backorder_ids: { type: 'one2many', string: 'Back Orders', relation: 'stock.picking', inverse: 'backorder_id' },
  move_type: {
    type: 'selection',
    string: 'Shipping Policy',
    selection: 'direct=As soon as possible|one=When all products are ready',
    flags: 'required',
  },
  state: {
    type: 'selection',
    string: 'Status',
    selection:
      'draft=Draft|waiting=Waiting Another Operation|confirmed=Waiting|assigned=Ready|done=Done|cancel=Cancelled',
    flags: 'readonly',
  },
  scheduled_date: { type: 'datetime', string: 'Scheduled Date' },
  date_deadline: { type: 'datetime', string: 'Deadline', flags: 'readonly' },
  date: { type: 'datetime', string: 'Creation Date', only: 18 },
  date_done: { type: 'datetime', string: 'Date of Transfer', v18: { flags: 'readonly' } },
  location_id: { type: 'many2one', string: 'Source Location', relation: 'stock.location', flags: 'required' },
  location_dest_id: { type: 'many2one', string: 'Destination Location', relation: 'stock.location', flags: 'required' },
  move_ids: { type: 'one2many', string: 'Stock Moves', relation: 'stock.move', inverse: 'picking_id' },
  picking_type_id: { type: 'many2one', string: 'Operation Type', relation: 'stock.picking.type', flags: 'required' },
  picking_type_code: {
    type: 'selection',
    string: 'Type of Operation',
    selection: 'incoming=Receipt|outgoing=Delivery|internal=Internal Transfer',
    related: 'picking_type_id.code',
    flags: 'readonly virtual sortable groupable',
  },
  partner_id: { type: 'many2one', string: 'Contact', relation: 'res.partner' },
  company_id: {
    type: 'many2one',
    string: 'Company',
    relation: 'res.company',
    related: 'picking_type_id.company_id',
    flags: 'readonly',
  },
  user_id: { type: 'many2one', string: 'Responsible', relation: 'res.users' },
  is_locked: { type: 'boolean', string: 'Is Locked' },
  carrier_tracking_ref: { type: 'char', string: 'Tracking Reference' },
  sale_id: { type: 'many2one', string: 'Sales Order', relation: 'sale.order' },
  return_id: { type: 'many2one', string: 'Return of', relation: 'stock.picking', flags: 'readonly' },
  message_partner_ids: {
    type: 'many2many',
    string: 'Followers (Partners)',
    relation: 'res.partner',
    groups: 'base.group_user',
    flags: 'virtual',
  },
  message_is_follower: { type: 'boolean', string: 'Is Follower', flags: 'readonly virtual' },
};

/** Fields of `stock.move` that the simulator keeps or computes. */
export const stockMoveFields: FieldTable = {
  sequence: { type: 'integer', string: 'Sequence', aggregator: 'none' },
  date: { type: 'datetime', string: 'Date Scheduled', flags: 'required' },
  company_id: { type: 'many2one', string: 'Company', relation: 'res.company', flags: 'required' },
  product_id: { type: 'many2one', string: 'Product', relation: 'product.product', flags: 'required' },
  product_qty: { type: 'float', string: 'Real Quantity' },
  product_uom_qty: { type: 'float', string: 'Demand', digits: [16, 2], flags: 'required' },
  product_uom: { type: 'many2one', string: 'Unit', relation: 'uom.uom', flags: 'required', v18: { string: 'UoM' } },
  product_tmpl_id: {
    type: 'many2one',
    string: 'Product Template',
    relation: 'product.template',
    related: 'product_id.product_tmpl_id',
    flags: 'readonly virtual sortable groupable',
  },
  location_id: { type: 'many2one', string: 'Source Location', relation: 'stock.location', flags: 'required' },
  location_dest_id: {
    type: 'many2one',
    string: 'Intermediate Location',
    relation: 'stock.location',
    flags: 'required',
  },
  partner_id: { type: 'many2one', string: 'Destination Address ', relation: 'res.partner' },
  picking_id: { type: 'many2one', string: 'Transfer', relation: 'stock.picking' },
  state: {
    type: 'selection',
    string: 'Status',
    selection:
      'draft=New|waiting=Waiting Another Move|confirmed=Waiting|partially_available=Partially Available|assigned=Available|done=Done|cancel=Cancelled',
    flags: 'readonly',
    v18: {
      selection:
        'draft=New|waiting=Waiting Another Move|confirmed=Waiting Availability|partially_available=Partially Available|assigned=Available|done=Done|cancel=Cancelled',
    },
  },
  picked: { type: 'boolean', string: 'Picked' },
  origin: { type: 'char', string: 'Source Document' },
  procure_method: {
    type: 'selection',
    string: 'Supply Method',
    selection: 'make_to_stock=Default: Take From Stock|make_to_order=Advanced: Apply Procurement Rules',
    flags: 'required',
  },
  picking_type_id: { type: 'many2one', string: 'Operation Type', relation: 'stock.picking.type' },
  picking_code: {
    type: 'selection',
    string: 'Type of Operation',
    selection: 'incoming=Receipt|outgoing=Delivery|internal=Internal Transfer',
    related: 'picking_id.picking_type_id.code',
    flags: 'readonly virtual sortable groupable',
  },
  reference: { type: 'char', string: 'Reference', flags: 'readonly' },
  quantity: { type: 'float', string: 'Quantity', digits: [16, 2] },
  sale_line_id: { type: 'many2one', string: 'Sale Line', relation: 'sale.order.line' },
  warehouse_id: { type: 'many2one', string: 'Warehouse', relation: 'stock.warehouse' },
  is_inventory: { type: 'boolean', string: 'Inventory' },
  date_deadline: { type: 'datetime', string: 'Deadline', flags: 'readonly' },
  to_refund: { type: 'boolean', string: 'Update quantities on SO/PO' },
  origin_returned_move_id: { type: 'many2one', string: 'Origin return move', relation: 'stock.move' },
  name: { type: 'char', string: 'Description', flags: 'required', only: 18 },
};
