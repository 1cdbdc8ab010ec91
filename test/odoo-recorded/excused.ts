/**
 * Recorded pairs that the client never asks for, by number, with the reason. A pair that it could ask for, or that
 * does not exist, must not stand here.
 */
const OLD_PATH = 'the older path of XML-RPC; the client uses /xmlrpc/2';
const MALFORMED = 'malformed on purpose';
const RAW_SERVICE = 'a service call that the client never makes';
const SESSION_PATH = 'the route without model and method in its path, which does the same';
const HEADER = 'another spelling of a header that means the same';

export const EXCUSED: Readonly<Record<number, string>> = {
  2: 'the version is asked over JSON-RPC, whatever the protocol',
  3: 'the version is asked at /jsonrpc, then /web/version',
  9: 'the client logs in by `authenticate`',
  10: 'the client logs in by `authenticate`',
  17: SESSION_PATH,
  18: SESSION_PATH,
  19: 'the login tells what the client needs',
  22: OLD_PATH,
  23: 'the client uses execute_kw',
  25: RAW_SERVICE,
  26: RAW_SERVICE,
  28: MALFORMED,
  104: OLD_PATH,
  302: OLD_PATH,
  303: MALFORMED,
  304: MALFORMED,
  305: MALFORMED,
  306: MALFORMED,
  307: MALFORMED,
  308: MALFORMED,
  309: MALFORMED,
  310: MALFORMED,
  311: MALFORMED,
  312: MALFORMED,
  313: MALFORMED,
  314: MALFORMED,
  315: MALFORMED,
  316: MALFORMED,
  317: MALFORMED,
  325: MALFORMED,
  464: 'without a key the client does not call',
  466: 'the client has no basic authentication',
  467: HEADER,
  473: MALFORMED,
  480: MALFORMED,
  481: HEADER,
  482: MALFORMED,
  483: MALFORMED,
  484: 'without a body; the client always sends a context',
  485: MALFORMED,
  522: 'the client lets a session lapse',
  523: SESSION_PATH,
};

/** Requests that the client refuses to send, by number, with the code of its error. */
export const REFUSED: Readonly<Record<number, string>> = {
  149: 'odoo_many2one_pair',
  150: 'odoo_many2one_pair',
  328: 'odoo_bad_value',
};
