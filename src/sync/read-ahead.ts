/**
 * The same items, with the next one asked for while the last is worked on; never more than one is waiting, so that
 * memory stays bounded. Ends the inner iteration when the reader stops early.
 */
export async function* readAhead<T>(items: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
  const iterator = items[Symbol.asyncIterator]();
  let next = iterator.next();
  try {
    for (;;) {
      const result = await next;
      if (result.done === true) return;
      next = iterator.next();
      // The reader may never come back for it; its failure is reported by the await above when it does.
      next.catch(() => undefined);
      yield result.value;
    }
  } finally {
    await next.catch(() => undefined);
    await iterator.return?.();
  }
}
