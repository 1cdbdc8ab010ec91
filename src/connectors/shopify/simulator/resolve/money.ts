import { addDecimals, isDecimal, multiplyDecimals, roundDecimal } from '../../../../core/money.ts';

/** Amounts of the simulated shop: exact decimals, shown with two digits as Shopify shows prices. */
export const price = (amount: string): string => roundDecimal(amount, 2);

export const isPrice = (amount: unknown): amount is string => isDecimal(amount) && !amount.startsWith('-');

export function money(amount: string, currencyCode: string) {
  return { amount: shortest(amount), currencyCode };
}

export function moneyBag(amount: string, currencyCode: string) {
  return { shopMoney: money(amount, currencyCode), presentmentMoney: money(amount, currencyCode) };
}

export const total = (amounts: Iterable<string>): string => {
  let sum = '0';
  for (const amount of amounts) sum = addDecimals(sum, amount);
  return sum;
};

export const times = (amount: string, count: number): string => multiplyDecimals(amount, String(count));

/** A `Decimal` of Shopify has at least one digit behind the point: "49.0", "12.35". */
function shortest(amount: string): string {
  const text = addDecimals(amount, '0');
  return text.includes('.') ? text : `${text}.0`;
}
