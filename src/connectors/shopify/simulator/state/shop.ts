import { customerDocument, orderDocument, productDocument, variantDocument } from './documents.ts';
import type {
  CustomerRow,
  DefinitionRow,
  ItemRow,
  LevelRow,
  LocationRow,
  MetafieldRow,
  OrderRow,
  Owner,
  ProductRow,
  VariantRow,
} from './rows.ts';
import { SearchIndex } from './search-index.ts';

export interface ShopSettings {
  readonly domain: string;
  readonly name: string;
  readonly currency: string;
  readonly taxesIncluded: boolean;
  readonly timezone: string;
}

export type OwnerType = 'PRODUCT' | 'PRODUCTVARIANT' | 'CUSTOMER' | 'ORDER';

/** One shop: its records, its search index, its clock. Everything that changes goes through a `touch…`. */
export class Shop {
  readonly settings: ShopSettings;
  readonly products = new Map<number, ProductRow>();
  readonly variants = new Map<number, VariantRow>();
  readonly items = new Map<number, VariantRow>();
  readonly customers = new Map<number, CustomerRow>();
  readonly orders = new Map<number, OrderRow>();
  readonly locations = new Map<number, LocationRow>();
  readonly levels = new Map<string, LevelRow>();
  readonly definitions = new Map<string, DefinitionRow>();
  readonly index: Readonly<Record<'products' | 'variants' | 'customers' | 'orders', SearchIndex>>;
  /** Milliseconds until a change can be searched; may be set at any time. */
  searchDelayMs: number;
  /** Values of unique metafields: `OWNER namespace.key value` to the owner's id. */
  readonly #unique = new Map<string, number>();
  readonly #handles = new Map<string, number>();
  readonly #clock: () => number;
  #lastId = 1000;
  #lastMs = 0;
  #lastOrderNumber = 1000;

  constructor(settings: ShopSettings, clock: () => number, searchDelayMs: number) {
    this.settings = settings;
    this.#clock = clock;
    this.searchDelayMs = searchDelayMs;
    const index = () => new SearchIndex(clock, () => this.searchDelayMs);
    this.index = { products: index(), variants: index(), customers: index(), orders: index() };
  }

  newId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  newOrderNumber(): number {
    this.#lastOrderNumber += 1;
    return this.#lastOrderNumber;
  }

  now(): number {
    return this.#clock();
  }

  /** The time of a change: whole seconds, as Shopify's own times are. */
  stamp(): number {
    this.#lastMs = Math.max(this.#lastMs, Math.floor(this.#clock() / 1000) * 1000);
    return this.#lastMs;
  }

  touchProduct(product: ProductRow): void {
    product.updatedMs = this.stamp();
    this.products.set(product.id, product);
    this.#handles.set(product.handle, product.id);
    this.index.products.put(product.id, productDocument(product));
  }

  /** The variant and its product, whose time moves with it. */
  touchVariant(variant: VariantRow): void {
    variant.updatedMs = this.stamp();
    variant.item.updatedMs = variant.updatedMs;
    this.variants.set(variant.id, variant);
    this.items.set(variant.item.id, variant);
    this.index.variants.put(variant.id, variantDocument(variant));
  }

  touchCustomer(customer: CustomerRow): void {
    customer.updatedMs = this.stamp();
    this.customers.set(customer.id, customer);
    this.index.customers.put(customer.id, customerDocument(customer));
  }

  touchOrder(order: OrderRow): void {
    order.updatedMs = this.stamp();
    this.orders.set(order.id, order);
    this.index.orders.put(order.id, orderDocument(order));
  }

  removeVariant(variant: VariantRow): void {
    this.variants.delete(variant.id);
    this.items.delete(variant.item.id);
    this.index.variants.remove(variant.id);
    this.#forgetMetafields('PRODUCTVARIANT', variant);
    for (const [key, level] of this.levels) if (level.itemId === variant.item.id) this.levels.delete(key);
  }

  removeProduct(product: ProductRow): void {
    for (const variant of product.variants) this.removeVariant(variant);
    this.products.delete(product.id);
    if (this.#handles.get(product.handle) === product.id) this.#handles.delete(product.handle);
    this.index.products.remove(product.id);
    this.#forgetMetafields('PRODUCT', product);
  }

  removeCustomer(customer: CustomerRow): void {
    this.customers.delete(customer.id);
    this.index.customers.remove(customer.id);
    this.#forgetMetafields('CUSTOMER', customer);
  }

  removeOrder(order: OrderRow): void {
    this.orders.delete(order.id);
    this.index.orders.remove(order.id);
    this.#forgetMetafields('ORDER', order);
  }

  productByHandle(handle: string): ProductRow | undefined {
    return this.products.get(this.#handles.get(handle) ?? -1);
  }

  freeHandle(handle: string, own: number): void {
    if (this.#handles.get(handle) === own) this.#handles.delete(handle);
  }

  itemOf(id: number): ItemRow | undefined {
    return this.items.get(id)?.item;
  }

  level(itemId: number, locationId: number): LevelRow | undefined {
    return this.levels.get(`${itemId} ${locationId}`);
  }

  levelsOf(itemId: number): readonly LevelRow[] {
    return [...this.locations.keys()].flatMap((id) => this.level(itemId, id) ?? []);
  }

  /** Stocks the item there, at zero, if it is not. */
  stock(itemId: number, locationId: number): LevelRow {
    const known = this.level(itemId, locationId);
    if (known !== undefined) return known;
    const createdMs = this.stamp();
    const level = { id: this.newId(), itemId, locationId, quantities: new Map(), createdMs, updatedMs: createdMs };
    this.levels.set(`${itemId} ${locationId}`, level);
    return level;
  }

  definition(ownerType: string, namespace: string, key: string): DefinitionRow | undefined {
    return this.definitions.get(`${ownerType} ${namespace}.${key}`);
  }

  /** The record that has this value in a unique metafield. */
  byCustomId(ownerType: OwnerType, namespace: string, key: string, value: string): number | undefined {
    return this.#unique.get(`${ownerType} ${namespace}.${key} ${value}`);
  }

  setMetafield(ownerType: OwnerType, owner: Owner, namespace: string, key: string, value: string, type: string): void {
    const name = `${namespace}.${key}`;
    const known = owner.metafields.get(name);
    const now = this.stamp();
    if (known !== undefined) this.#unique.delete(`${ownerType} ${name} ${known.value}`);
    if (known !== undefined) Object.assign(known, { value, type, updatedMs: now });
    else {
      const row: MetafieldRow = { id: this.newId(), namespace, key, value, type, createdMs: now, updatedMs: now };
      owner.metafields.set(name, row);
    }
    if (this.definition(ownerType, namespace, key)?.unique === true) {
      this.#unique.set(`${ownerType} ${name} ${value}`, owner.id);
    }
  }

  removeMetafield(ownerType: OwnerType, owner: Owner, name: string): void {
    const known = owner.metafields.get(name);
    if (known === undefined) return;
    this.#unique.delete(`${ownerType} ${name} ${known.value}`);
    owner.metafields.delete(name);
  }

  #forgetMetafields(ownerType: OwnerType, owner: Owner): void {
    for (const name of [...owner.metafields.keys()]) this.removeMetafield(ownerType, owner, name);
  }
}
