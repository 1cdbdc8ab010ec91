import type { FaultKind, FaultSettings } from '../../connectors/odoo/simulator/faults.ts';
import { suggest } from '../../core/nearest.ts';
import { PasserelleError } from '../../errors.ts';

const KINDS: Readonly<Record<string, FaultKind>> = {
  lost: 'lost-answer',
  drop: 'dropped',
  error: 'bad-gateway-before',
  'late-error': 'bad-gateway-after',
  timeout: 'timeout-after',
  hang: 'timeout-before',
  busy: 'too-many',
  slow: 'slow',
};

/** What a bare `--faults` means: enough to see each in an import of some hundred calls, none that waits long. */
const SOME = 'lost=0.03,drop=0.03,error=0.03,late-error=0.03,busy=0.02,slow=0.05';

/** `lost=0.05,slow=0.1` as settings of the simulator. Throws `usage`. Pure. */
export function parseFaults(text: string | true): FaultSettings {
  const rates: Partial<Record<FaultKind, number>> = {};
  for (const part of (text === true ? SOME : text).split(',')) {
    const [name = '', share = ''] = part.split('=').map((word) => word.trim());
    const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
    if (kind === undefined) {
      throw new PasserelleError('usage', `"${name}" is not a kind of fault.`, {
        field: '--faults',
        value: name,
        remedy: suggest(name, Object.keys(KINDS)),
      });
    }
    const rate = Number(share);
    if (share === '' || !(rate >= 0 && rate <= 1)) {
      throw new PasserelleError('usage', `The share of ${name} is not a number from 0 to 1.`, {
        field: '--faults',
        value: part,
        remedy: `Write it as ${name}=0.05.`,
      });
    }
    rates[kind] = rate;
  }
  const sum = Object.values(rates).reduce((total, rate) => total + rate, 0);
  if (sum > 1) {
    throw new PasserelleError('usage', `The shares add up to ${sum}: more than every call.`, {
      field: '--faults',
      value: text,
      remedy: 'Make them smaller.',
    });
  }
  return { rates };
}
