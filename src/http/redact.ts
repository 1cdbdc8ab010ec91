/** A function that takes secrets out of a text before it is logged or thrown. */
export type Redactor = (text: string) => string;

const MASK = '***';

/**
 * Masks the given secrets wherever they stand (also in their JSON, XML and URL spellings), and what looks like
 * one by its place: user information of a URL, bearer tokens, session ids.
 */
export function createRedactor(secrets: readonly (string | undefined)[]): Redactor {
  const spellings = new Set<string>();
  for (const secret of secrets) {
    // One or two letters would mask half of every text.
    if (!secret || secret.length < 3) continue;
    spellings.add(secret);
    spellings.add(JSON.stringify(secret).slice(1, -1));
    spellings.add(encodeURIComponent(secret));
    spellings.add(secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
  }
  const longestFirst = [...spellings].sort((a, b) => b.length - a.length);
  return (text) => {
    let clean = text;
    for (const spelling of longestFirst) clean = clean.replaceAll(spelling, MASK);
    return clean
      .replace(/(\b[a-z][a-z0-9+.-]*:\/\/)[^/\s@"']+@/gi, `$1${MASK}@`)
      .replace(/\b(bearer|basic)\s+[^\s"',]+/gi, `$1 ${MASK}`)
      .replace(/\b(session_id=)[^\s;"']+/gi, `$1${MASK}`);
  };
}
