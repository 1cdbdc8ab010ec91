import fc from 'fast-check';
import { expect, test } from 'vitest';
import { htmlArbitrary } from '../../test/arbitraries.ts';
import { htmlToText, shownHtml } from './html.ts';

test.each([
  ['a paragraph around plain text', 'Clay pot', '<p>Clay pot</p>'],
  [
    'data attributes and a class',
    '<p>Clay <b>pot</b></p>',
    '<div class="o" data-oe-version="2.0">Clay <strong>pot</strong></div>',
  ],
  ['entities', 'caf&eacute; &amp; th&#233; &#x2014; l&#146;\u00e9t\u00e9', 'café & thé — l’été'],
  ['white space', '  <p>\n  Clay\n\tpot </p>\n', '<p>Clay&nbsp;pot</p>'],
  ['a closed break', 'a<br>b', 'a<br />b'],
  ['breaks written in another way', '<p>a</p><p>b</p>', '<div>a</div>\n\n<div>b</div>'],
  ['a comment, a script, a style', 'a', '<!-- x > y --><style>p > a {}</style><script>if (1<2) "</p>"</script>a'],
  ['nothing shown', '', '<p><br></p>'],
  ['quotes of attributes', '<img src="a.jpg" alt="x > y">', "<img alt='x > y' src='a.jpg'/>"],
  ['an ampersand of a link', '<a href="/?a=1&amp;b=2">x</a>', "<a href='/?a=1&b=2'>x</a>"],
])('markup that a system rewrites is no change: %s', (_what, a, b) => {
  expect(shownHtml(a)).toBe(shownHtml(b));
});

test.each([
  ['another word', '<p>red</p>', '<p>blue</p>'],
  ['another image', '<img src="a.jpg">', '<img src="b.jpg">'],
  ['another link', '<a href="/a">x</a>', '<a href="/b">x</a>'],
  ['an image gone', 'x<img src="a.jpg">', 'x'],
  ['a new paragraph', '<p>a b</p>', '<p>a</p><p>b</p>'],
  ['a word split', 'ab', 'a b'],
  ['a sign that only looks like a tag', 'a < b', 'a b'],
])('what a person sees differ is a change: %s', (_what, a, b) => {
  expect(shownHtml(a)).not.toBe(shownHtml(b));
});

test('text of HTML keeps its lines and drops markup', () => {
  expect(htmlToText('<h1>Pot</h1><ul><li>clay</li><li>30&nbsp;cm</li></ul><a href="x">more</a>')).toBe(
    'Pot\nclay\n30 cm\nmore',
  );
  expect(htmlToText('1 < 2 <b>and</b> <unclosed')).toBe('1 < 2 and <unclosed');
});

test('any input ends, and showing what is shown changes nothing', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        htmlArbitrary,
        fc.string({ unit: fc.constantFrom('<', '>', 'a', '"', "'", '=', '/', '!', '-', ' ', '&') }),
      ),
      (html) => {
        const text = htmlToText(html);
        expect(text).toBe(text.trim());
        expect(text).not.toMatch(/[^\S\n]{2}|\n\n/);
      },
    ),
  );
});

test('broken markup of a megabyte does not hold up a run', () => {
  const start = performance.now();
  for (const piece of ['<a href="', '<p', '<!--', '<script>', '&#', "<a b='"])
    htmlToText(piece.repeat(1_000_000 / piece.length));
  expect(performance.now() - start).toBeLessThan(5000);
});
