/** As in examples/online-retail/orders.yaml, without its rules for credits and guests. */
export const ORDERS_MAPPING = `
type: order
group: InvoiceNo
fields:
  - { from: InvoiceNo, to: id, key: true }
  - { from: InvoiceNo, to: number }
  - { to: status, default: confirmed }
  - { from: InvoiceDate, to: placedAt, transform: date_to_iso, take: min }
  - { from: CustomerID, to: customer.id, transform: number }
  - { from: StockCode, to: "lines[].variant.id" }
  - { from: StockCode, to: "lines[].variant.sku" }
  - { from: StockCode, to: "lines[].sku" }
  - { from: Description, to: "lines[].title", transform: trim }
  - { from: Quantity, to: "lines[].quantity", transform: number }
  - { from: UnitPrice, to: "lines[].unitPrice", transform: number }
  - { to: "lines[].taxes", default: [] }
`;
