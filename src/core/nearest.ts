/**
 * The name of `known` that a person most likely meant by `given`, or undefined when none is close.
 * Case, spaces, `_` and `-` do not count, a swap of two neighbours counts once.
 */
export function nearest(given: string, known: Iterable<string>): string | undefined {
  const wanted = fold(given);
  // Longer names may differ in more places; a short one with two faults is another name.
  const limit = wanted.length <= 2 ? 1 : wanted.length <= 5 ? 2 : Math.ceil(wanted.length / 3);
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const name of known) {
    const candidate = fold(name);
    if (Math.abs(candidate.length - wanted.length) >= bestDistance) continue;
    const distance = editDistance(wanted, candidate);
    // Everything replaced is no likeness.
    if (distance < bestDistance && distance < Math.max(candidate.length, 1)) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

/** A sentence for `remedy`: `Did you mean "title"?`, else the list of what there is. */
export function suggest(given: string, known: readonly string[]): string {
  const name = nearest(given, known);
  if (name !== undefined) return `Did you mean "${name}"?`;
  if (known.length === 0) return 'There is nothing to choose from.';
  const shown = known.slice(0, 30).join(', ');
  return `Known here: ${shown}${known.length > 30 ? ', …' : ''}.`;
}

function fold(name: string): string {
  return name
    .toLowerCase()
    .replace(/[\s_-]+/g, '')
    .slice(0, 200);
}

/** Optimal string alignment: insert, delete, replace, swap neighbours. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let distance = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        distance = Math.min(distance, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(distance);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? a.length;
}
