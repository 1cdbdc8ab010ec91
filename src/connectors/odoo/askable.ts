/** Values that can be searched for: a blank one would find every record without any. */
export function askable(values: readonly string[]): readonly string[] {
  return values.filter((value) => value.trim() !== '');
}
