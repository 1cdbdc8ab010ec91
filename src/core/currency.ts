import { PasserelleError } from '../errors.ts';

/** Decimals of the currencies that do not have two (ISO 4217, list one, 2026-01). */
const OTHER_DIGITS: ReadonlyMap<string, number> = new Map([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3] as const),
  ...'CLF UYW'.split(' ').map((code) => [code, 4] as const),
]);

/** Codes in use, and four that old records still carry (CUC, HRK, SLL, ZWL). */
const CODES: ReadonlySet<string> = new Set(
  `AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE
  CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD
  HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD
  MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR
  RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH
  UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAD XAF XCD XCG XOF XPF YER ZAR ZMW ZWG HRK CUC SLL ZWL`.split(/\s+/),
);

export function isCurrency(code: unknown): code is string {
  return typeof code === 'string' && CODES.has(code);
}

/** How many decimals amounts of a currency have. Throws `currency_unknown` for what is not an ISO 4217 code. */
export function currencyDigits(code: string): number {
  if (!isCurrency(code)) {
    throw new PasserelleError('currency_unknown', `${JSON.stringify(code)} is not an ISO 4217 currency code.`, {
      value: code,
      remedy: 'Give three capital letters, such as EUR.',
    });
  }
  return OTHER_DIGITS.get(code) ?? 2;
}
