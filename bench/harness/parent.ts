/** Says to the bench that started this process that it is ready, or what it found. */
export function tellParent(message: unknown): void {
  if (process.send === undefined) process.stdout.write(`${JSON.stringify(message)}\n`);
  else process.send(message);
}

/** Ends this process with the bench that started it, also when that was killed. */
export function endWithParent(close: () => void): void {
  process.once('disconnect', close);
}
