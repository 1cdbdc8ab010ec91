import { present } from '../api/present.ts';
import { missingError, notSimulated, userError } from '../errors.ts';
import { saleOrderFields } from '../fields/sale-order.ts';
import { checkAccess } from '../orm/access.ts';
import { isTruthy } from '../orm/convert.ts';
import { addDays } from '../orm/dates.ts';
import type { Env } from '../orm/env.ts';
import type { Call, ModelSpec } from '../orm/model.ts';
import { roundToStep } from '../orm/money.ts';
import { type Row, refOf, textOf, type Vals } from '../orm/values.ts';
import { touch, writeRecords } from '../orm/write.ts';
import { companyCurrency, defaultPricelist } from './company.ts';
import { cancelDeliveries, launchDeliveries, moveDeadlines } from './deliveries.ts';
import { reschedule } from './delivery-pickings.ts';
import { follow, followCreator, followerComputes, followerMethods } from './followers.ts';
import { commercialPartner } from './partner.ts';
import { addressOf } from './partner-addresses.ts';
import { pickingState } from './reservations.ts';
import { amountsOf, lineInvoiceStatus, linesOf, taxedLines, undiscounted } from './sale-line.ts';
import { nextNumber } from './sequences.ts';
import { currencyStep, orderAmounts } from './taxes.ts';

const model = (env: Env) => env.model('sale.order');

function partnerOf(env: Env, row: Row | Vals): Row | undefined {
  return env.row('res.partner', refOf(row.partner_id as number));
}

export function currencyOf(env: Env, row: Row): number {
  return refOf(env.row('product.pricelist', refOf(row.pricelist_id))?.currency_id) || companyCurrency(env);
}

function amounts(env: Env, row: Row): { readonly untaxed: number; readonly tax: number; readonly total: number } {
  return orderAmounts(env, taxedLines(env, row), currencyOf(env, row));
}

function invoiceStatus(env: Env, row: Row): string {
  if (row.state !== 'sale') return 'no';
  const statuses = linesOf(env, row.id)
    .filter((line) => line.display_type === false && line.is_downpayment !== true)
    .map((line) => lineInvoiceStatus(env, line));
  if (statuses.includes('to invoice')) return 'to invoice';
  if (statuses.length > 0 && statuses.every((status) => status === 'invoiced')) return 'invoiced';
  return 'no';
}

function pickings(env: Env, row: Row): Row[] {
  return env.rows('stock.picking', [...(env.model('stock.picking').table.lookup('sale_id', row.id) ?? [])]);
}

function deliveryStatus(env: Env, row: Row): string | false {
  const states = pickings(env, row).map((picking) => pickingState(env, picking));
  if (states.length === 0 || states.every((state) => state === 'cancel')) return false;
  if (states.every((state) => state === 'done' || state === 'cancel')) return 'full';
  if (!states.includes('done')) return 'pending';
  return linesOf(env, row.id).some((line) => Number(line.qty_delivered) > 0) ? 'partial' : 'started';
}

function confirm(call: Call): true {
  const { env } = call;
  checkAccess(env, call.model, 'write');
  const rows = present(call);
  for (const row of rows) {
    if (row.state !== 'draft' && row.state !== 'sent')
      throw userError(env.db.text(env.lang, 'Some orders are not in a state requiring confirmation.'));
    const lines = linesOf(env, row.id);
    if (
      lines.some((line) => line.display_type === false && line.is_downpayment !== true && line.product_id === false)
    ) {
      throw userError(
        env.db.text(env.lang, 'Some order lines are missing a product, you need to correct them before going further.'),
      );
    }
  }
  writeRecords(env.sudo(), model(env), rows, { state: 'sale', date_order: env.now });
  for (const row of rows) {
    launchDeliveries(env, row, linesOf(env, row.id));
    if (env.version === 18) followCustomer(env, row);
  }
  if (isTruthy(env.context.send_email)) throw notSimulated('sending mail');
  return true;
}

/** 18 makes the customer a follower of his order and its delivery. */
function followCustomer(env: Env, row: Row): void {
  follow(env, 'sale.order', row, [refOf(row.partner_id)]);
  for (const picking of pickings(env, row)) follow(env, 'stock.picking', picking, [refOf(row.partner_id)]);
}

function cancel(call: Call): true | Record<string, never> {
  const { env } = call;
  const rows = present(call);
  if (rows.some(({ locked }) => locked === true))
    throw userError('You cannot cancel a locked order. Please unlock it first.');
  if (
    env.version === 18 &&
    !isTruthy(env.context.disable_cancel_warning) &&
    rows.some(({ state }) => state !== 'draft')
  ) {
    return wizard(rows[0]) as unknown as Record<string, never>;
  }
  for (const row of rows) cancelDeliveries(env, pickings(env, row));
  writeRecords(env, model(env), rows, { state: 'cancel' });
  return true;
}

function deadlinesMoved(env: Env, row: Row): void {
  moveDeadlines(env.sudo(), row, linesOf(env, row.id));
  for (const picking of pickings(env, row)) reschedule(env.sudo(), picking);
}

/** What 18 answers in place of cancelling: a window that nobody sees over RPC. */
function wizard(row: Row | undefined): object {
  return {
    name: 'Cancel Sales Order',
    view_mode: 'form',
    res_model: 'sale.order.cancel',
    type: 'ir.actions.act_window',
    context: { default_order_id: row?.id ?? false, mark_so_as_canceled: true },
    target: 'new',
  };
}

function draft(call: Call): true {
  const rows = present(call).filter(({ state }) => state === 'cancel' || state === 'sent');
  writeRecords(call.env, call.model, rows, { state: 'draft', signed_by: false, signed_on: false });
  return true;
}

const lock = (locked: boolean) => (call: Call) => {
  writeRecords(call.env, call.model, present(call), { locked });
  return null;
};

function defaultSalesperson(env: Env, vals: Vals): number | false {
  const partner = partnerOf(env, vals);
  const own = refOf(partner?.user_id) || (partner ? refOf(commercialPartner(env, partner).user_id) : 0);
  if (own) return own;
  return env.db.rights.hasGroup(env.uid, 'sales_team.group_sale_salesman') ? env.uid : false;
}

export const saleOrderModel: ModelSpec = {
  name: 'sale.order',
  label: 'Sales Order',
  fields: saleOrderFields,
  order: 'date_order desc, id desc',
  searchNames: 'name',
  indexed: 'partner_id name client_order_ref',
  onDelete: 'currency_id:restrict',
  noCopy:
    'name state locked client_order_ref commitment_date date_order reference signed_by signed_on validity_date picking_ids',
  copyChildren: 'order_line',
  defaults: {
    state: 'draft',
    locked: false,
    company_id: 1,
    date_order: (env) => env.now,
    user_id: defaultSalesperson,
    name: (env, vals) => (vals.name ? (vals.name as string) : nextNumber(env, 'sale.order')),
    partner_invoice_id: (env, vals) => addressOf(env, partnerOf(env, vals), 'invoice'),
    partner_shipping_id: (env, vals) => addressOf(env, partnerOf(env, vals), 'delivery'),
    pricelist_id: (env, vals) => {
      const partner = partnerOf(env, vals);
      // Odoo seeks a pricelist for drafts alone
      if (!partner || (vals.state ?? 'draft') !== 'draft') return false;
      return refOf(partner.specific_property_product_pricelist) || defaultPricelist(env) || false;
    },
    payment_term_id: (env, vals) => refOf(partnerOf(env, vals)?.property_payment_term_id) || false,
    team_id: (env) => (env.model('crm.team').table.rows.has(1) ? 1 : false),
    warehouse_id: 1,
    picking_policy: 'direct',
    require_signature: (env) => env.row('res.company', 1)?.portal_confirmation_sign === true,
    require_payment: (env) => env.row('res.company', 1)?.portal_confirmation_pay === true,
    prepayment_percent: (env) => Number(env.row('res.company', 1)?.prepayment_percent ?? 1),
    validity_date: (env) => addDays(env.today, Number(env.row('res.company', 1)?.quotation_validity_days ?? 30)),
  },
  lateDefaults:
    'name partner_invoice_id partner_shipping_id pricelist_id payment_term_id team_id warehouse_id user_id require_signature require_payment prepayment_percent validity_date',
  shownDefaults: { name: 'New' },
  compute: {
    ...followerComputes,
    currency_id: (env, row) => currencyOf(env, row),
    currency_rate: () => 1,
    amount_untaxed: (env, row) => amounts(env, row).untaxed,
    amount_tax: (env, row) => amounts(env, row).tax,
    amount_total: (env, row) => amounts(env, row).total,
    amount_to_invoice: (env, row) =>
      roundToStep(
        linesOf(env, row.id).reduce((sum, line) => sum + amountsOf(env, line).total, 0),
        currencyStep(env, currencyOf(env, row)),
      ),
    amount_invoiced: () => 0,
    amount_paid: () => 0,
    amount_undiscounted: (env, row) => linesOf(env, row.id).reduce((sum, line) => sum + undiscounted(env, line), 0),
    invoice_count: () => 0,
    invoice_status: invoiceStatus,
    country_code: (env) =>
      textOf(env.row('res.country', refOf(env.row('res.company', 1)?.account_fiscal_country_id))?.code) || false,
    is_expired: (env, row) =>
      (row.state === 'draft' || row.state === 'sent') &&
      textOf(row.validity_date) !== '' &&
      textOf(row.validity_date) < env.today,
    type_name: (_env, row) =>
      row.state === 'draft' || row.state === 'sent' || row.state === 'cancel' ? 'Quotation' : 'Sales Order',
    has_active_pricelist: (env) => defaultPricelist(env) !== 0,
    has_archived_products: (env, row) =>
      linesOf(env, row.id).some((line) => env.row('product.product', refOf(line.product_id))?.active === false),
    delivery_count: (env, row) => pickings(env, row).length,
    delivery_status: deliveryStatus,
    effective_date: (env, row) => {
      const dates = pickings(env, row)
        .filter((picking) => pickingState(env, picking) === 'done')
        .map(({ date_done }) => textOf(date_done))
        .sort();
      return dates[0] ?? false;
    },
  },
  beforeDefaults: (env, vals) => {
    if (typeof vals.partner_id === 'number' && !partnerOf(env, vals))
      throw missingError('res.partner', [vals.partner_id], env.uid);
  },
  beforeCreate: (env, vals) => {
    if (vals.name === 'New' || !vals.name) vals.name = nextNumber(env, 'sale.order');
    delete vals.currency_id; // the pricelist decides
  },
  afterCreate: (env, rows, given) => {
    followCreator(env, 'sale.order', rows);
    void given;
  },
  beforeWrite: (_env, rows, vals) => {
    if ('pricelist_id' in vals && rows.some(({ state }) => state === 'sale')) {
      throw userError('You cannot change the pricelist of a confirmed order !');
    }
    delete vals.currency_id;
  },
  afterWrite: (env, rows, vals) => {
    if ('commitment_date' in vals) for (const row of rows) deadlinesMoved(env, row);
    // lines keep copies of these, and their write_date moves with a write, changed or not
    if (!['partner_id', 'user_id', 'warehouse_id', 'state'].some((name) => name in vals)) return;
    const lines = env.model('sale.order.line');
    for (const row of rows) for (const line of linesOf(env, row.id)) touch(env, lines, line);
  },
  beforeUnlink: (_env, rows) => {
    if (rows.every(({ state }) => state === 'draft' || state === 'cancel')) return;
    throw userError('You can not delete a sent quotation or a confirmed sales order. You must first cancel it.');
  },
  methods: {
    ...followerMethods,
    action_confirm: { on: 'record', params: '', owner: 'SaleOrder', run: confirm },
    action_cancel: { on: 'record', params: '', owner: 'SaleOrder', run: cancel },
    action_draft: { on: 'record', params: '', owner: 'SaleOrder', run: draft },
    action_lock: { on: 'record', params: '', owner: 'SaleOrder', run: lock(true) },
    action_unlock: { on: 'record', params: '', owner: 'SaleOrder', run: lock(false) },
  },
};
