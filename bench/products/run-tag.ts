let last = 0;

/** A prefix that no other run on the same server has: the time in seconds, a number within this run. */
export function runTag(letter: string): string {
  last += 1;
  return `${letter}${Math.floor(Date.now() / 1000)}${last}X`;
}
