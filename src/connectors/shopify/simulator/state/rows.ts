/** What the simulated shop stores. Ids are the numbers of global ids; times are milliseconds since 1970. */

export interface MetafieldRow {
  readonly id: number;
  readonly namespace: string;
  readonly key: string;
  value: string;
  type: string;
  readonly createdMs: number;
  updatedMs: number;
}

/** What can carry metafields; the key is `namespace.key`. */
export interface Owner {
  readonly id: number;
  updatedMs: number;
  readonly metafields: Map<string, MetafieldRow>;
}

export interface OptionRow {
  readonly id: number;
  name: string;
  values: { readonly id: number; name: string }[];
}

export interface MediaRow {
  readonly id: number;
  readonly source: string;
  alt: string | null;
  readonly createdMs: number;
}

export interface ProductRow extends Owner {
  title: string;
  handle: string;
  status: string;
  vendor: string;
  productType: string;
  tags: string[];
  descriptionHtml: string;
  readonly createdMs: number;
  options: OptionRow[];
  media: MediaRow[];
  variants: VariantRow[];
}

export interface ItemRow {
  readonly id: number;
  sku: string | null;
  tracked: boolean;
  requiresShipping: boolean;
  cost: string | null;
  weight: { value: number; unit: string };
  readonly createdMs: number;
  updatedMs: number;
}

export interface VariantRow extends Owner {
  readonly product: ProductRow;
  barcode: string | null;
  price: string;
  compareAtPrice: string | null;
  taxable: boolean;
  inventoryPolicy: string;
  readonly createdMs: number;
  /** One value for each option of the product, in the options' order. */
  optionValues: string[];
  readonly item: ItemRow;
}

export interface AddressRow {
  readonly id: number;
  firstName: string | null;
  lastName: string | null;
  company: string | null;
  address1: string | null;
  address2: string | null;
  city: string | null;
  zip: string | null;
  provinceCode: string | null;
  countryCode: string | null;
  phone: string | null;
}

export interface CustomerRow extends Owner {
  email: string | null;
  phone: string | null;
  firstName: string | null;
  lastName: string | null;
  locale: string;
  note: string | null;
  tags: string[];
  taxExempt: boolean;
  state: string;
  marketingState: string;
  readonly createdMs: number;
  addresses: AddressRow[];
  defaultAddressId: number | null;
}

export interface LocationRow {
  readonly id: number;
  readonly name: string;
  readonly city: string;
  readonly countryCode: string;
  active: boolean;
}

export interface LevelRow {
  readonly id: number;
  readonly itemId: number;
  readonly locationId: number;
  /** By name; on_hand is their sum and never stored. */
  readonly quantities: Map<string, number>;
  readonly createdMs: number;
  updatedMs: number;
}

export interface TaxRow {
  readonly title: string;
  readonly rate: number;
  readonly amount: string;
}

export interface LineRow {
  readonly id: number;
  readonly variantId: number | null;
  readonly productId: number | null;
  readonly title: string;
  readonly variantTitle: string | null;
  readonly sku: string | null;
  readonly quantity: number;
  currentQuantity: number;
  unfulfilled: number;
  readonly unitPrice: string;
  readonly discount: string;
  readonly taxable: boolean;
  readonly requiresShipping: boolean;
  readonly taxes: readonly TaxRow[];
}

export interface ShippingRow {
  readonly id: number;
  readonly title: string;
  readonly code: string | null;
  readonly price: string;
  readonly taxes: readonly TaxRow[];
}

export interface TransactionRow {
  readonly id: number;
  readonly kind: string;
  readonly status: string;
  readonly gateway: string;
  readonly amount: string;
  readonly processedMs: number;
  readonly parentId: number | null;
}

export interface RefundRow {
  readonly id: number;
  readonly createdMs: number;
  readonly note: string | null;
  readonly total: string;
  readonly lines: readonly {
    readonly lineId: number;
    readonly quantity: number;
    readonly restockType: string;
    readonly subtotal: string;
    readonly tax: string;
    readonly locationId: number | null;
  }[];
}

export interface FulfillmentRow {
  readonly id: number;
  readonly status: string;
  readonly createdMs: number;
  readonly tracking: readonly { readonly number: string; readonly url: string | null; readonly company: string }[];
  readonly lines: readonly { readonly id: number; readonly lineId: number; readonly quantity: number }[];
}

export interface OrderRow extends Owner {
  readonly number: number;
  /** Where an app gave it; else made of the number. */
  readonly name: string | null;
  email: string | null;
  phone: string | null;
  note: string | null;
  tags: string[];
  readonly createdMs: number;
  readonly processedMs: number;
  cancelledMs: number | null;
  cancelReason: string | null;
  closedMs: number | null;
  readonly test: boolean;
  readonly currency: string;
  readonly taxesIncluded: boolean;
  financialStatus: string;
  readonly sourceName: string;
  readonly sourceIdentifier: string | null;
  poNumber: string | null;
  readonly customerId: number | null;
  readonly billing: AddressRow | null;
  readonly shipping: AddressRow | null;
  readonly discountCodes: readonly string[];
  readonly tip: string | null;
  lines: LineRow[];
  readonly shippingLines: ShippingRow[];
  readonly transactions: TransactionRow[];
  readonly refunds: RefundRow[];
  readonly fulfillments: FulfillmentRow[];
}

export interface DefinitionRow {
  readonly id: number;
  readonly name: string;
  readonly namespace: string;
  readonly key: string;
  readonly type: string;
  readonly ownerType: string;
  readonly unique: boolean;
}
