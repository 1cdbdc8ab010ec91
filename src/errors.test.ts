import { expect, it } from 'vitest';
import { asPasserelleError } from './errors.ts';

it('says that a command was stopped, not that Passerelle has a fault, when a signal ended a wait', () => {
  const signal = AbortSignal.abort();
  let thrown: unknown;
  try {
    signal.throwIfAborted();
  } catch (error) {
    thrown = error;
  }
  expect(asPasserelleError(thrown)).toMatchObject({ code: 'cancelled', cause: thrown });
  expect(asPasserelleError(new Error('no'))).toMatchObject({ code: 'internal', message: 'no' });
});
