import { expect, test } from 'vitest';
import { nearest, suggest } from './nearest.ts';

const fields = ['title', 'descriptionHtml', 'vendor', 'tags', 'variants.sku'];

test.each([
  ['titel', 'title'],
  ['description_html', 'descriptionHtml'],
  ['Tag', 'tags'],
  ['variant.sku', 'variants.sku'],
  ['VENDOR', 'vendor'],
])('a slip of the finger (%s) is answered with the right name', (given, name) => {
  expect(nearest(given, fields)).toBe(name);
});

test('a name that resembles nothing gets no misleading suggestion', () => {
  expect(nearest('warehouse', fields)).toBeUndefined();
  expect(nearest('ab', ['cd'])).toBeUndefined();
  expect(suggest('warehouse', fields)).toContain('title, descriptionHtml');
  expect(suggest('titel', fields)).toBe('Did you mean "title"?');
});
