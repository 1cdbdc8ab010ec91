import { openDatabase } from '../../src/db/database.ts';

/** Products of the engine's bench that go through the whole path; further ones are made in the database. */
export const DISTINCT_PRODUCTS = 100_000;

/**
 * Links and bases for the products from DISTINCT_PRODUCTS to `total`, as copies of the first one's: what a sync of
 * so many leaves behind, in seconds and not minutes. The values in a base are left out: a run that finds a record
 * unchanged looks at the base's fingerprint only.
 */
export async function multiplyLinks(dataDir: string, total: number): Promise<void> {
  const { pool, close } = await openDatabase({ dataDir });
  try {
    await pool.query(
      `with first as (
         select l.source_id, l.target_id, b.sync_id, b.source_hash
         from links l join bases b on b.link_id = l.id where l.type = 'product' and l.source_key = 'p0'
       ), made as (
         insert into links (source_id, target_id, type, source_key, target_key)
         select source_id, target_id, 'product', 'p' || n, 'tp' || n
         from first, generate_series($1::int, $2::int) as n
         returning id
       )
       insert into bases (sync_id, link_id, source, target, source_hash)
       select first.sync_id, made.id, '{}', '{}', first.source_hash from first, made`,
      [DISTINCT_PRODUCTS, total - 1],
    );
    await pool.query('vacuum (analyze) links, bases');
  } finally {
    await close();
  }
}
