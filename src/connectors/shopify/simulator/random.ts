/** xorshift32: the same seed gives the same numbers in [0, 1). */
export function createRandom(seed: number): () => number {
  let word = (seed * 2_654_435_761) >>> 0 || 1;
  return () => {
    word ^= word << 13;
    word ^= word >>> 17;
    word ^= word << 5;
    word >>>= 0;
    return word / 4_294_967_296;
  };
}
