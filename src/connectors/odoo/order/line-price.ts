import {
  divideDecimals,
  equalDecimals,
  isZero,
  multiplyDecimals,
  roundDecimal,
  subtractDecimals,
} from '../../../core/money.ts';

export interface LinePriceInput {
  readonly quantity: string;
  readonly unitPrice: string;
  readonly discountPercent: string | null;
  /** Of the whole line. */
  readonly discountAmount: string | null;
}

export interface PriceDigits {
  readonly currency: number;
  /** Decimals of the unit price; null where Odoo does not round it. */
  readonly price: number | null;
  readonly discount: number;
}

export interface LinePrice {
  readonly unitPrice: string;
  /** Per cent. */
  readonly discount: string;
  /** What the line costs, rounded as its currency is. */
  readonly net: string;
}

/**
 * An amount taken off a line, in Odoo's terms: per cent where that gives the line's amount to the cent, else a lower
 * unit price; where neither does, the nearest per cent, and the order's total will tell. Pure.
 */
export function linePrice(input: LinePriceInput, digits: PriceDigits): LinePrice {
  const { quantity, unitPrice } = input;
  const gross = multiplyDecimals(quantity, unitPrice);
  const percent = input.discountPercent ?? '0';
  if (input.discountAmount === null || isZero(input.discountAmount) || isZero(gross)) {
    return priced(quantity, unitPrice, percent, digits);
  }
  const net = roundDecimal(subtractDecimals(gross, input.discountAmount), digits.currency);
  if (input.discountPercent !== null) {
    const given = priced(quantity, unitPrice, percent, digits);
    if (equalDecimals(given.net, net)) return given;
  }
  const share = divideDecimals(multiplyDecimals(input.discountAmount, '100'), gross, digits.discount);
  const byPercent = priced(quantity, unitPrice, share, digits);
  if (equalDecimals(byPercent.net, net)) return byPercent;
  const lowered = priced(quantity, divideDecimals(net, quantity, digits.price ?? 6), '0', digits);
  return equalDecimals(lowered.net, net) ? lowered : byPercent;
}

function priced(quantity: string, unitPrice: string, discount: string, digits: PriceDigits): LinePrice {
  const rounded = digits.price === null ? unitPrice : roundDecimal(unitPrice, digits.price);
  const factor = subtractDecimals('1', divideDecimals(discount, '100', 8));
  const net = roundDecimal(multiplyDecimals(multiplyDecimals(quantity, rounded), factor), digits.currency);
  return { unitPrice, discount, net };
}
