/** Recorded pairs whose answer the simulator does not give to the letter, and why. They run all the same. */
export interface Excuse {
  readonly reason: string;
  readonly both?: readonly number[];
  readonly 18?: readonly number[];
  readonly 19?: readonly number[];
}

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

export const EXCUSED: readonly Excuse[] = [
  {
    reason: 'invoices and payments are not simulated: answered with "not simulated: ..."',
    both: range(259, 277),
  },
  { reason: 'shows amounts of an invoice, which is not simulated', both: [297, 299] },
  {
    reason: 'automation rules are not simulated: answered with "not simulated: ..."',
    both: [488, 489, 490, 491, 507, 511, 515, 520, 521],
  },
  { reason: 'fields of invoices and payments, answered with "not simulated: ..."', both: [76, 77] },
  { reason: 'lists time zones, of which this machine knows other names', both: [69] },
  {
    reason: 'counts all contacts or lists all keys: the recorded database held others',
    both: [23, 427, 431, 433],
    18: [17],
    19: [17, 53, 54, 437, 467, 479, 481, 484, 526, 527],
  },
  { reason: 'ids of external ids, of which a full Odoo has tens of thousands', both: [210, 232, 235] },
  { reason: 'a whole HTML page', both: [314], 18: [4] },
  {
    reason: 'a text of the recorded early build, or its names of groups, users and actions',
    18: [101, 103, 104, 111, 112, 114, 257, 354],
  },
  { reason: 'a private method: answered with "not simulated: ..."', 18: [141] },
];

/** The reasons by pair number. */
export function excusesFor(version: 18 | 19): ReadonlyMap<number, string> {
  const out = new Map<number, string>();
  for (const excuse of EXCUSED) {
    for (const number of [...(excuse.both ?? []), ...(excuse[version] ?? [])]) out.set(number, excuse.reason);
  }
  return out;
}
