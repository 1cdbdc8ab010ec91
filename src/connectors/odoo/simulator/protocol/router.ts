import type { Simulation } from '../simulation.ts';
import { handleJsonRpc } from './json-rpc.ts';
import { handleJson2 } from './json2.ts';
import { HTML_TYPE, JSON_TYPE, type Reply, type Request } from './reply.ts';
import { versionInfo } from './services.ts';
import { cookie, handleWeb, newSessionId } from './web-session.ts';
import { handleXmlRpc } from './xml-rpc.ts';

function notFound(): Reply {
  const body =
    '<!DOCTYPE html>\n<html>\n<head><title>Odoo</title></head>\n<body><h1>404: Page not found!</h1></body>\n</html>\n';
  return { status: 404, contentType: HTML_TYPE, body, headers: { 'Set-Cookie': 'frontend_lang=en_US; Path=/' } };
}

/** Answers one request as Odoo's web server would. */
export function route(simulation: Simulation, request: Request): Reply {
  const { path } = request;
  const { version } = simulation.db;
  if (path === '/jsonrpc') return handleJsonRpc(simulation, request);
  if (version === 19 && (path.startsWith('/json/2/') || path === '/json/2')) return handleJson2(simulation, request);
  const xml = /^\/xmlrpc\/(2\/)?(\w+)$/.exec(path);
  if (xml) return handleXmlRpc(simulation, request, xml[2] ?? '', xml[1] === undefined);
  if (version === 19 && path === '/web/version' && request.method === 'GET') {
    const info = versionInfo(version);
    const body = JSON.stringify({ version_info: info.server_version_info, version: info.server_version });
    return { status: 200, contentType: JSON_TYPE, body, headers: cookie(simulation, newSessionId()) };
  }
  if (path === '/web/health' && request.method === 'GET') {
    return { status: 200, contentType: JSON_TYPE, body: JSON.stringify({ status: 'pass' }) };
  }
  return handleWeb(simulation, request) ?? notFound();
}
