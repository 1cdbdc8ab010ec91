import { notSimulated } from '../errors.ts';
import { type Element, textOfElement } from './tree.ts';

/** Marks what looks quoted, as Odoo does for mails and for every other HTML text too. */
export function markQuotes(root: Element): void {
  walk(root, undefined, undefined);
}

function walk(one: Element, parent: Element | undefined, previous: Element | undefined): void {
  refuseMails(one);
  if (one.tag === 'blockquote') {
    one.attributes.set('data-o-mail-quote-node', '1');
    one.attributes.set('data-o-mail-quote', '1');
  }
  if (parent && !parent.attributes.has('data-o-mail-quote-node') && parent.attributes.has('data-o-mail-quote'))
    one.attributes.set('data-o-mail-quote', '1');
  if (previous?.attributes.has('data-o-mail-quote') && textOfElement(one).trim() === '')
    one.attributes.set('data-o-mail-quote', '1');
  let before: Element | undefined;
  for (const child of one.children) {
    if (child.kind !== 'element') continue;
    walk(child, one, before);
    before = child;
  }
}

/** Quotes and signatures of mail programs change more than this. */
function refuseMails(one: Element): void {
  const names = `${one.attributes.get('class') ?? ''} ${one.attributes.get('id') ?? ''}`;
  if (
    /gmail_|SkyDrivePlaceholder|stopSpelling|yahoo_quoted|odoo_signature|Signature|appendonsend|divRplyFwdMsg/.test(
      names,
    )
  )
    throw notSimulated('HTML of a mail program');
  const [first] = one.children;
  if (first?.kind === 'text' && /\n>|(^|\n)--\s?([\r\n]|$)/.test(first.text))
    throw notSimulated('HTML with a quoted text');
}
