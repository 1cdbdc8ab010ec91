import { expect, it } from 'vitest';
import { htmlToText } from '../../core/html.ts';
import { textToHtml } from './html-note.ts';

it('a note reads back as it was written, markup that a customer typed included', () => {
  for (const note of ['one line', 'first\nsecond', 'a < b & c > d', '<script>alert(1)</script>']) {
    expect(htmlToText(textToHtml(note))).toBe(note);
  }
  expect(textToHtml('<b>')).toBe('<p>&lt;b&gt;</p>');
});
