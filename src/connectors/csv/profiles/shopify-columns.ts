/** Names of the columns of a Shopify product export: those of 2025 and later first, then the older ones. */
export const SHOPIFY_COLUMNS = {
  handle: ['URL handle', 'Handle'],
  title: ['Title'],
  description: ['Description', 'Body (HTML)', 'Body HTML'],
  vendor: ['Vendor'],
  category: ['Product category', 'Standardized Product Type'],
  type: ['Type', 'Custom Product Type'],
  tags: ['Tags'],
  published: ['Published on online store', 'Published'],
  status: ['Status'],
  option1Name: ['Option1 name'],
  option1Value: ['Option1 value'],
  option2Name: ['Option2 name'],
  option2Value: ['Option2 value'],
  option3Name: ['Option3 name'],
  option3Value: ['Option3 value'],
  sku: ['SKU', 'Variant SKU'],
  barcode: ['Barcode', 'Variant Barcode'],
  grams: ['Weight value (grams)', 'Variant Grams'],
  tracker: ['Inventory tracker', 'Variant Inventory Tracker'],
  price: ['Price', 'Variant Price'],
  compareAtPrice: ['Compare-at price', 'Variant Compare At Price'],
  cost: ['Cost per item', 'Variant Cost'],
  taxable: ['Charge tax', 'Variant Taxable'],
  requiresShipping: ['Requires shipping', 'Variant Requires Shipping'],
  imageUrl: ['Product image URL', 'Image Src'],
  imagePosition: ['Image position'],
  imageAlt: ['Image alt text'],
  giftCard: ['Gift card'],
} as const;

export function isShopifyProductHeader(header: readonly string[]): boolean {
  const names = new Set(header.map((name) => name.toLowerCase()));
  const has = (name: string) => names.has(name.toLowerCase());
  if (!has('Title')) return false;
  if (has('URL handle')) return true;
  return has('Handle') && ['Variant Price', 'Variant SKU', 'Option1 Name', 'Body (HTML)'].some(has);
}
