import type { LevelRow } from './rows.ts';

export const availableOf = (level: LevelRow): number => level.quantities.get('available') ?? 0;

/** What a level consists of; `on_hand` is the sum without what is still on its way. */
export const QUANTITY_NAMES: readonly string[] = [
  'available',
  'committed',
  'reserved',
  'damaged',
  'safety_stock',
  'quality_control',
  'incoming',
];

export function quantityOf(level: LevelRow, name: string): number {
  if (name !== 'on_hand') return level.quantities.get(name) ?? 0;
  return QUANTITY_NAMES.filter((each) => each !== 'incoming').reduce(
    (sum, each) => sum + (level.quantities.get(each) ?? 0),
    0,
  );
}
