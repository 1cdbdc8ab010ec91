import type { CustomerRow, OrderRow, ProductRow, VariantRow } from './rows.ts';
import type { SearchDocument } from './search-index.ts';

/** The searchable side of each kind of record; its keys are the filters and sort keys that the simulator knows. */

export function productDocument(product: ProductRow): SearchDocument {
  return {
    id: product.id,
    updated_at: product.updatedMs,
    created_at: product.createdMs,
    title: product.title,
    handle: product.handle,
    status: product.status,
    vendor: product.vendor,
    product_type: product.productType,
    tag: [...product.tags],
    sku: product.variants.flatMap((variant) => variant.item.sku ?? []),
    barcode: product.variants.flatMap((variant) => variant.barcode ?? []),
    variant_id: product.variants.map((variant) => String(variant.id)),
  };
}

export function variantDocument(variant: VariantRow): SearchDocument {
  return {
    id: variant.id,
    updated_at: variant.updatedMs,
    sku: variant.item.sku,
    barcode: variant.barcode,
    product_id: variant.product.id,
    position: variant.product.variants.indexOf(variant) + 1,
  };
}

export function customerDocument(customer: CustomerRow): SearchDocument {
  return {
    id: customer.id,
    updated_at: customer.updatedMs,
    created_at: customer.createdMs,
    email: customer.email,
    phone: customer.phone,
    first_name: customer.firstName,
    last_name: customer.lastName,
    name: [customer.firstName, customer.lastName].filter(Boolean).join(' '),
    tag: [...customer.tags],
    state: customer.state,
  };
}

export function orderDocument(order: OrderRow): SearchDocument {
  return {
    id: order.id,
    updated_at: order.updatedMs,
    created_at: order.createdMs,
    processed_at: order.processedMs,
    name: order.name ?? `#${order.number}`,
    email: order.email,
    customer_id: order.customerId,
    source_identifier: order.sourceIdentifier,
    source_name: order.sourceName,
    financial_status: order.financialStatus,
    tag: [...order.tags],
    test: order.test,
    sku: order.lines.flatMap((line) => line.sku ?? []),
    status: order.cancelledMs !== null ? 'cancelled' : order.closedMs !== null ? 'closed' : 'open',
  };
}
