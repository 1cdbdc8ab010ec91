declare const jsonText: unique symbol;

/** JSON that PostgreSQL stores as `jsonb`; made by `toJsonText` alone. */
export type JsonText = string & { readonly [jsonText]: true };

const REPLACEMENT = '\ufffd';

/**
 * A value as text for a `jsonb` column.
 *
 * JSON may hold U+0000 and lone surrogates, `jsonb` refuses both: they become U+FFFD, in keys and in values.
 * Arrays need this too: the driver would send a bare array as a PostgreSQL array.
 */
export function toJsonText(value: unknown): JsonText {
  const text = JSON.stringify(value ?? null);
  // Both appear only as escapes in what JSON.stringify writes, so that clean text, nearly all of it, costs one search.
  if (!/\\u(?:0000|d[89a-f])/.test(text)) return text as JsonText;
  const clean = text.replace(/(\\\\)|\\u(?:0000|d[89a-f][0-9a-f]{2})/g, (found, backslash: string | undefined) =>
    backslash === undefined ? REPLACEMENT : found,
  );
  return clean as JsonText;
}
