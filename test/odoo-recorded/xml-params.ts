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
    at += 1;
    return tokens[at - 1] ?? '';
  };
  const peek = () => {
    skipBlank();
    return tokens[at] ?? '';
  };

  const value = (): unknown => {
    next();
    const type = next();
    let read: unknown;
    if (type === '<nil/>') read = null;
    else if (type === '<array>') read = list();
    else if (type === '<struct>') read = struct();
    else {
      const raw = tokens[at]?.startsWith('<') ? '' : (tokens[at++] ?? '');
      const text = raw.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&#13;/g, '\r').replace(/&amp;/g, '&');
      read = type === '<string>' ? text : type === '<boolean>' ? text === '1' : Number(text);
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
      const name = tokens[at++] ?? '';
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
