import { asPasserelleError } from '../../../errors.ts';
import type { OutcomeSheet } from '../outcome-sheet.ts';
import type { Target } from '../target.ts';
import type { ProductCreate } from './create-plain.ts';
import { createImageSource } from './image-source.ts';

/** Pictures are large: two at a time keep memory low and Odoo busy. */
const AT_A_TIME = 2;

/**
 * Gives new products their first picture. A picture that cannot be fetched, or that Odoo cannot read, is told beside
 * the product; it never keeps the product away.
 */
export async function writeImages(
  target: Target,
  creates: readonly ProductCreate[],
  sheet: OutcomeSheet,
  signal: AbortSignal | undefined,
): Promise<void> {
  const waiting = creates.flatMap((create) => {
    const outcome = sheet.outcome(create.write);
    const url = create.product.images?.find((image) => image.url)?.url;
    return url && outcome?.status === 'applied' ? [{ write: create.write, id: Number(outcome.id), url }] : [];
  });
  if (waiting.length === 0) return;
  const source = createImageSource();
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { write, id, url } = next;
      try {
        const image = await source.fetch(url, signal);
        await target.write('product.template', [id], { image_1920: image }, signal);
      } catch (thrown) {
        sheet.warn(write, asPasserelleError(thrown).message);
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_A_TIME }, work));
  } finally {
    await source.close();
  }
}
