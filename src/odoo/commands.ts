/** Commands that Odoo takes as the value of a one2many or many2many field, in the order of their numbers. */
export type X2ManyCommand =
  | readonly [0, 0, object]
  | readonly [1, number, object]
  | readonly [2, number, 0]
  | readonly [3, number, 0]
  | readonly [4, number, 0]
  | readonly [5, 0, 0]
  | readonly [6, 0, readonly number[]];

export const x2many = {
  /** A new record, linked. Not repeatable: done twice it makes two. */
  create: (values: object): X2ManyCommand => [0, 0, values],
  /** Other values for a linked record. */
  update: (id: number, values: object): X2ManyCommand => [1, id, values],
  /** Removes the link and the record. */
  delete: (id: number): X2ManyCommand => [2, id, 0],
  /** Removes the link only; in a one2many whose back-link is required, the record too. */
  unlink: (id: number): X2ManyCommand => [3, id, 0],
  link: (id: number): X2ManyCommand => [4, id, 0],
  /** Removes all links. */
  clear: (): X2ManyCommand => [5, 0, 0],
  /** Exactly these, whatever was linked. */
  set: (ids: readonly number[]): X2ManyCommand => [6, 0, ids],
} as const;
