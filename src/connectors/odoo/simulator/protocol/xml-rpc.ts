import { OdooError } from '../errors.ts';
import type { Simulation } from '../simulation.ts';
import { htmlError, type Reply, type Request, XML_TYPE } from './reply.ts';
import { callService } from './services.ts';
import { decodeCall } from './xml-decode.ts';
import { encodeFault, encodeResult } from './xml-encode.ts';

const USER = /^odoo\.exceptions\.(UserError|ValidationError|MissingError|RedirectWarning|CacheMiss)$/;

function traceback(error: OdooError): string {
  const name = error.className.replace(/^builtins\./, '');
  return `Traceback (most recent call last):\n  File "simulator"\n${name}: ${error.message}`;
}

/** Fault codes of `/xmlrpc/2`: numbers by the kind of error. */
function faultOf(error: OdooError): string {
  if (USER.test(error.className)) return encodeFault(2, error.message);
  if (error.className === 'odoo.exceptions.AccessDenied') return encodeFault(3, error.message);
  if (error.className === 'odoo.exceptions.AccessError') return encodeFault(4, error.message);
  return encodeFault(1, traceback(error));
}

/** The old `/xmlrpc` puts texts into the fault code. */
function oldFaultOf(error: OdooError): string {
  const short = error.className.split('.').at(-1) ?? '';
  if (error.className === 'odoo.exceptions.AccessDenied') return encodeFault('AccessDenied', error.message);
  if (error.className.startsWith('odoo.exceptions.')) {
    const kind = short === 'AccessError' ? 'AccessError' : short === 'MissingError' ? 'MissingError' : 'UserError';
    return encodeFault(`warning -- ${kind}\n\n${error.message}`, '');
  }
  return encodeFault(error.message, traceback(error));
}

/** `/xmlrpc/2/<service>` and the old `/xmlrpc/<service>`. A None result is a fault although the work is done. */
export function handleXmlRpc(simulation: Simulation, request: Request, service: string, old: boolean): Reply {
  if (request.method !== 'POST') {
    return htmlError(405, 'The method is not allowed for the requested URL.', { Allow: 'POST, OPTIONS' });
  }
  const reply = (body: string): Reply => ({ status: 200, contentType: XML_TYPE, body });
  try {
    const { method, params } = decodeCall(request.body);
    return reply(encodeResult(callService(simulation, service, method, params, { typedFloats: true })));
  } catch (error) {
    if (!(error instanceof OdooError)) throw error;
    return reply(old ? oldFaultOf(error) : faultOf(error));
  }
}
