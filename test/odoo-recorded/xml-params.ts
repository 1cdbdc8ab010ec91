/** A second, slow reader of XML-RPC that shares nothing with the client's, to compare with. */
export function xmlParams(xml: string): { method: string; params: unknown[] } {
  const tokens: string[] = xml.match(/<[^>]+>|[^<]+/g) ?? [];
  const method = /<methodName>([^<]*)<\/methodName>/.exec(xml)?.[1] ?? '';
  let at = tokens.indexOf('<params>') + 1;

  const skipBlank = () => {
    while (tokens[at]?.trim() === '') at += 1;
  };
  const next = () => {
    skipBlank();
    if (at >= tokens.length) throw new Error('The document ends too early.');
    at += 1;
    return tokens[at - 1] ?? '';
  };
  const peek = () => {
    skipBlank();
    return tokens[at] ?? '';
  };

  /** Up to the next tag, white space included. */
  const text = (): string => {
    const raw = tokens[at]?.startsWith('<') ? '' : (tokens[at++] ?? '');
    return raw.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&#13;/g, '\r').replace(/&amp;/g, '&');
  };

  const value = (): unknown => {
    next();
    const type = next();
    let read: unknown;
    if (type === '<nil/>') read = null;
    else if (type === '<array>') read = list();
    else if (type === '<struct>') read = struct();
    else {
      const content = text();
      read = type === '<string>' ? content : type === '<boolean>' ? content === '1' : Number(content);
      next();
    }
    next();
    return read;
  };
  const list = (): unknown[] => {
    const items: unknown[] = [];
    next();
    while (peek() !== '</data>') items.push(value());
    next();
    next();
    return items;
  };
  const struct = (): Record<string, unknown> => {
    const members: Record<string, unknown> = {};
    while (peek() !== '</struct>') {
      next();
      next();
      const name = text();
      next();
      members[name] = value();
      next();
    }
    next();
    return members;
  };

  const params: unknown[] = [];
  while (peek() === '<param>') {
    next();
    params.push(value());
    next();
  }
  return { method, params };
}
