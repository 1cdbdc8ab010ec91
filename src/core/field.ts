/**
 * The field table: what `resolve`, mappings, comparison and documentation know of a record type.
 * They see only paths, values and these rows, so that raw fields of a system go the same way as canonical ones.
 */
export type FieldType =
  | 'string'
  /** Text where white space at the ends and line ending style do not count. */
  | 'text'
  /** HTML: compared by what it shows, since systems rewrite the markup that they store. */
  | 'html'
  /** A decimal string; equal by value, so "10" equals "10.00". */
  | 'decimal'
  | 'integer'
  | 'boolean'
  /** ISO 8601 UTC; equal to the second. */
  | 'datetime'
  | 'date'
  /** Case does not count: e-mail addresses. */
  | 'email'
  /** A `Reference`; equal by type and id. */
  | 'reference'
  /** A list without order or repeats: tags. */
  | 'set'
  /** Children merged by key: variants, addresses, lines. */
  | 'list'
  /** Anything else, compared deeply. */
  | 'json';

export interface ListSpec {
  readonly key: string;
  readonly fields: readonly FieldSpec[];
  /**
   * How items of two systems are recognised as the same on first contact: alternatives in order of trust, each a
   * set of item fields that must all be filled and equal, and unique on both sides: [['sku'], ['optionValues']].
   */
  readonly match?: readonly (readonly string[])[];
  /** Items are part of their record in the target and have no ids of their own there. */
  readonly embedded?: boolean;
  /** Item keys are unique among all records of the source, and references may point to items: variants. */
  readonly referable?: boolean;
  /** Where both sides have exactly one item they are the same: a product's only variant. */
  readonly singleMatches?: boolean;
}

export interface FieldSpec {
  /** The field's name in its record or list item; `native.x_name` for a raw field. */
  readonly path: string;
  readonly type: FieldType;
  readonly title?: string;
  /** For type `list`: the item's field that identifies it, and the item's own fields. */
  readonly list?: ListSpec;
  /** For type `reference`: the record type pointed to (`customer`, `product.variants`). */
  readonly to?: string;
  readonly required?: boolean;
  /** Read but never written. */
  readonly readOnly?: boolean;
  /** Written at creation only: the system cannot change it later. */
  readonly createOnly?: boolean;
}

export type FieldTable = readonly FieldSpec[];
