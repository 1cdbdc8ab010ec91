import type { ServerResponse } from 'node:http';
import type { Fault, FaultPlan } from './faults.ts';
import { HTML_TYPE, type Reply, type Request } from './protocol/reply.ts';

interface Exchange {
  readonly answer: (request: Request) => Reply;
  readonly faults: FaultPlan;
  readonly latencyMs: number;
}

const BAD_GATEWAY: Reply = {
  status: 502,
  contentType: 'text/html',
  body: '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body>\r\n</html>\r\n',
};

function broken(error: unknown): Reply {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    status: 500,
    contentType: HTML_TYPE,
    body: `<h1>Internal Server Error</h1>\n<pre>${reason.replace(/</g, '&lt;')}</pre>\n`,
  };
}

function answerOf(exchange: Exchange, request: Request): Reply {
  try {
    return exchange.answer(request);
  } catch (error) {
    // A bug of the simulator: said aloud, never a silent wrong answer
    return broken(error);
  }
}

function send(outgoing: ServerResponse, reply: Reply, delayMs: number): void {
  const write = (): void => {
    if (outgoing.destroyed) return;
    outgoing.writeHead(reply.status, {
      'Content-Type': reply.contentType,
      'Content-Length': Buffer.byteLength(reply.body),
      ...reply.headers,
    });
    outgoing.end(reply.body);
  };
  if (delayMs > 0) setTimeout(write, delayMs);
  else write();
}

/** Answers a request, or makes it go wrong in the way that the plan says. */
export function exchange(request: Request, outgoing: ServerResponse, how: Exchange): void {
  const fault = request.path.startsWith('/__simulator') ? undefined : how.faults.decide(request.path, request.body);
  if (fault) withFault(fault, request, outgoing, how);
  else send(outgoing, answerOf(how, request), how.latencyMs);
}

function withFault(fault: Fault, request: Request, outgoing: ServerResponse, how: Exchange): void {
  const cut = (): void => {
    outgoing.socket?.destroy();
  };
  switch (fault.kind) {
    case 'lost-answer':
      answerOf(how, request);
      cut();
      break;
    case 'dropped':
      cut();
      break;
    case 'timeout-after':
      answerOf(how, request);
      how.faults.hold(cut);
      break;
    case 'timeout-before':
      how.faults.hold(cut);
      break;
    case 'bad-gateway-after':
      answerOf(how, request);
      send(outgoing, BAD_GATEWAY, how.latencyMs);
      break;
    case 'bad-gateway-before':
      send(outgoing, BAD_GATEWAY, how.latencyMs);
      break;
    case 'too-many':
      send(outgoing, tooMany(how.faults.amountOf(fault)), how.latencyMs);
      break;
    default:
      send(outgoing, answerOf(how, request), how.latencyMs + how.faults.amountOf(fault));
  }
}

function tooMany(seconds: number): Reply {
  const headers = { 'Retry-After': String(seconds) };
  return { status: 429, contentType: 'text/html', body: '<h1>429 Too Many Requests</h1>\n', headers };
}
