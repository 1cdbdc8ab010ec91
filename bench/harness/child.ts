import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Helper<Answer> {
  /** What the process sent first. */
  readonly answer: Answer;
  stop(): Promise<void>;
}

/** Starts a process that serves until it is stopped, and waits for the one message that says it is ready. */
export async function startHelper<Answer>(module: string, ...args: readonly string[]): Promise<Helper<Answer>> {
  const child = fork(fileURLToPath(module), args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const answer = (await firstMessage(child, module)) as Answer;
  return {
    answer,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

/** Runs a process to its end; its one message is the result. Figures of memory are then its own. */
export async function runInProcess<Answer>(module: string, ...args: readonly string[]): Promise<Answer> {
  const child = fork(fileURLToPath(module), args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ended = once(child, 'exit');
  const answer = (await firstMessage(child, module)) as Answer;
  await ended;
  return answer;
}

function firstMessage(child: ChildProcess, module: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`${module} ended with ${code ?? signal} and no answer.`)));
  });
}
