import { expect, it } from 'vitest';
import { languageTag, readLanguages } from './languages.ts';

it('a language is taken as it is active, else in its nearest form, else not at all', () => {
  const { code } = readLanguages([
    { code: 'en_GB', isoCode: 'en_GB' },
    { code: 'en_US', isoCode: 'en' },
    { code: 'fr_BE', isoCode: 'fr_BE' },
  ]);
  expect(['en-GB', 'en_us', 'en', 'en-AU', 'fr', 'fr-FR', 'de'].map(code)).toEqual([
    'en_GB',
    'en_US',
    'en_US',
    'en_GB',
    'fr_BE',
    'fr_BE',
    null,
  ]);
  expect(languageTag('fr_BE')).toBe('fr-BE');
});
