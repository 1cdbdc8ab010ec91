import type { ModelFields, Target } from '../target.ts';
import type { PriceDigits } from './line-price.ts';

/** Names that differ between versions, and what comes with other modules. */
export interface OrderModel {
  /** `tax_id` until 18, `tax_ids` from 19. */
  readonly lineTaxes: 'tax_id' | 'tax_ids';
  readonly hasWarehouse: boolean;
  readonly hasPickings: boolean;
  readonly order: ModelFields;
  readonly line: ModelFields;
}

export function readOrderModel(order: ModelFields, line: ModelFields): OrderModel {
  return {
    lineTaxes: line.has('tax_ids') ? 'tax_ids' : 'tax_id',
    hasWarehouse: order.has('warehouse_id'),
    hasPickings: order.has('picking_ids'),
    order,
    line,
  };
}

export function orderModel(target: Target): Promise<OrderModel> {
  return target.remember('order model', async () => {
    const [order, line] = await Promise.all([target.fields('sale.order'), target.fields('sale.order.line')]);
    return readOrderModel(order, line);
  });
}

export function priceDigits({ line }: OrderModel, currencyDigits: number): PriceDigits {
  return {
    currency: currencyDigits,
    price: line.get('price_unit')?.digits ?? null,
    discount: line.get('discount')?.digits ?? 2,
  };
}
