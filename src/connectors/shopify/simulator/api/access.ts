/** The access scope that each field of the roots asks for; fields without a line here ask for none. */
const SCOPES: Readonly<Record<string, string>> = {
  products: 'read_products',
  productsCount: 'read_products',
  productVariants: 'read_products',
  product: 'read_products',
  productByIdentifier: 'read_products',
  customers: 'read_customers',
  customer: 'read_customers',
  customerByIdentifier: 'read_customers',
  orders: 'read_orders',
  order: 'read_orders',
  orderByIdentifier: 'read_orders',
  locations: 'read_locations',
  location: 'read_locations',
  productSet: 'write_products',
  productUpdate: 'write_products',
  productDelete: 'write_products',
  productVariantsBulkCreate: 'write_products',
  productVariantsBulkUpdate: 'write_products',
  productVariantsBulkDelete: 'write_products',
  customerCreate: 'write_customers',
  customerUpdate: 'write_customers',
  customerDelete: 'write_customers',
  customerAddressCreate: 'write_customers',
  customerAddressUpdate: 'write_customers',
  customerAddressDelete: 'write_customers',
  inventorySetQuantities: 'write_inventory',
  inventoryAdjustQuantities: 'write_inventory',
  orderCreate: 'write_orders',
  orderUpdate: 'write_orders',
};

/** The scope that is missing for this field, if one is. Writing includes reading. */
export function missingScope(field: string, scopes: readonly string[]): string | undefined {
  const needed = SCOPES[field];
  if (needed === undefined || scopes.includes(needed)) return undefined;
  return scopes.includes(needed.replace(/^read_/, 'write_')) ? undefined : needed;
}
