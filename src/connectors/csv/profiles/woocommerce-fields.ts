/** A WooCommerce product's own fields. */
import type { Value } from '../../../core/value.ts';
import { badCell, textCell } from '../cells.ts';
import type { Row } from '../layout.ts';
import type { ColumnReader } from './profile.ts';
import { type AttributeColumns, splitParts, unescapeLineEnds } from './woocommerce-columns.ts';

export type Fields = { [field: string]: Value };

export interface WooColumns {
  readonly cells: ColumnReader;
  readonly header: readonly string[];
  readonly attributes: readonly AttributeColumns[];
  readonly weight: { readonly index: number; readonly kilograms: string } | null;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** `simple, downloadable, virtual`. */
export function typesOf(cells: ColumnReader, row: Row): string[] {
  return cells
    .cell(row, 'type')
    .split(',')
    .map((type) => type.trim().toLowerCase());
}

export function productFields(
  columns: WooColumns,
  product: Row,
  variations: readonly Row[],
  warnings: string[],
): Fields {
  const { cells } = columns;
  return {
    title: cells.cell(product, 'name').trim(),
    ...descriptionField(cells, product),
    ...statusField(cells, product),
    kind: kindOf(cells, product, variations),
    ...categoryField(cells, product, warnings),
    ...(cells.has('tags') ? { tags: splitParts(cells.cell(product, 'tags')) } : {}),
    ...imagesField(cells, product, variations),
  };
}

function descriptionField(cells: ColumnReader, row: Row): Fields {
  const known = cells.has('description') || cells.has('shortDescription');
  if (!known) return {};
  const text = textCell(cells.cell(row, 'description')) ?? textCell(cells.cell(row, 'shortDescription'));
  return { descriptionHtml: text === null ? null : unescapeLineEnds(text) };
}

/** 1 published, 0 private, -1 draft, 2 waiting for review. */
const STATUSES: Readonly<Record<string, string>> = { '1': 'active', '0': 'draft', '-1': 'draft', '2': 'draft' };

function statusField(cells: ColumnReader, row: Row): Fields {
  const cell = cells.cell(row, 'published').trim();
  if (cell === '') return {};
  const status = STATUSES[cell];
  if (status === undefined) throw badCell(row, cells.name('published'), cell, 'is not 1, 0, -1 or 2');
  return { status };
}

function kindOf(cells: ColumnReader, product: Row, variations: readonly Row[]): string {
  const rows = variations.length > 0 ? variations : [product];
  return rows.every((row) => typesOf(cells, row).includes('virtual')) ? 'service' : 'goods';
}

/** The longest path; a product may stand in several categories, an Odoo product stands in one. */
function categoryField(cells: ColumnReader, row: Row, warnings: string[]): Fields {
  const paths = splitParts(cells.cell(row, 'categories')).map((part) => part.split('>').map((name) => name.trim()));
  const longest = paths.reduce<readonly string[]>((best, path) => (path.length > best.length ? path : best), []);
  if (longest.length === 0) return {};
  const others = paths.filter((path) => path.some((name, level) => longest[level] !== name));
  if (others.length > 0) {
    const names = others.map((path) => path.join(' > ')).join(', ');
    warnings.push(`Line ${row.line}: of several categories "${longest.join(' > ')}" is taken, not ${names}.`);
  }
  return { categoryPath: longest };
}

function imagesField(cells: ColumnReader, product: Row, variations: readonly Row[]): Fields {
  if (!cells.has('images')) return {};
  const urls = new Set([product, ...variations].flatMap((row) => splitParts(cells.cell(row, 'images'))));
  return { images: [...urls].map((url) => ({ id: url, url, alt: null })) };
}
