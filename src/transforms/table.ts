import { CHOICE_TRANSFORMS } from './choices.ts';
import { DATE_TRANSFORMS } from './dates.ts';
import { JSONATA_TRANSFORM } from './jsonata.ts';
import { LIST_TRANSFORMS } from './lists.ts';
import { NUMBER_TRANSFORMS } from './numbers.ts';
import { TEXT_TRANSFORMS } from './text.ts';
import type { Transform } from './transform.ts';

/** Every transform there is, by name. A new one is a row in one of the lists. */
export const TRANSFORMS: ReadonlyMap<string, Transform> = new Map(
  [
    ...TEXT_TRANSFORMS,
    ...NUMBER_TRANSFORMS,
    ...CHOICE_TRANSFORMS,
    ...LIST_TRANSFORMS,
    ...DATE_TRANSFORMS,
    JSONATA_TRANSFORM,
  ].map((row) => [row.name, row]),
);
