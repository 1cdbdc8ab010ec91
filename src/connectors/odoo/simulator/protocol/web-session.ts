import { randomBytes } from 'node:crypto';
import { accessDenied, accessError, OdooError } from '../errors.ts';
import { isObject, type Json, refOf, textOf } from '../orm/values.ts';
import type { Simulation } from '../simulation.ts';
import { jsonRpcRoute } from './json-rpc.ts';
import { header, type Reply, type Request } from './reply.ts';
import { callModel, serverVersion, versionInfo } from './services.ts';

function sessionId(request: Request): string {
  return /(?:^|;\s*)session_id=([^;]+)/.exec(header(request, 'cookie'))?.[1] ?? '';
}

function inOneYear(simulation: Simulation): string {
  return new Date(simulation.nowMs() + 365 * 86_400_000).toUTCString();
}

export function cookie(simulation: Simulation, id: string): Record<string, string> {
  return { 'Set-Cookie': `session_id=${id}; Expires=${inOneYear(simulation)}; Max-Age=604800; HttpOnly; Path=/` };
}

export const newSessionId = (): string => randomBytes(32).toString('base64url');

function expired(): OdooError {
  return new OdooError('odoo.http.SessionExpiredException', 'Session expired');
}

/** Session information as the web client gets it, without what only its screens use. */
function sessionInfo(simulation: Simulation, uid: number): Json {
  const { db } = simulation;
  const user = db.model('res.users').table.rows.get(uid);
  const partner = db.model('res.partner').table.rows.get(refOf(user?.partner_id));
  const admin = db.rights.hasGroup(uid, 'base.group_system');
  return {
    uid,
    is_system: admin,
    is_admin: admin,
    is_public: false,
    is_internal_user: db.rights.hasGroup(uid, 'base.group_user'),
    user_context: { lang: textOf(partner?.lang) || 'en_US', tz: textOf(partner?.tz) || false, uid },
    db: simulation.databaseName,
    ...serverVersion(db.version),
    support_url: 'https://www.odoo.com/buy',
    name: textOf(partner?.name),
    username: textOf(user?.login),
    partner_display_name: textOf(partner?.name),
    partner_id: refOf(user?.partner_id),
    partner_write_date: textOf(partner?.write_date).slice(0, 19),
  };
}

function authenticate(simulation: Simulation, params: Readonly<Record<string, Json>>): number {
  if (params.db !== simulation.databaseName) throw accessError('Database not found.');
  if (simulation.sessions.isThrottled)
    throw accessDenied('Too many login failures, please wait a bit before trying again.');
  const user = simulation.userByLogin(String(params.login));
  // an API key does not open a web session
  if (!user || !simulation.isPasswordOf(user.id, String(params.password))) {
    simulation.sessions.failed();
    throw accessDenied();
  }
  simulation.sessions.succeeded();
  return user.id;
}

/** `/web/session/*`, `/web/dataset/call_kw` and `/web/webclient/version_info`. */
export function handleWeb(simulation: Simulation, request: Request): Reply | undefined {
  const { path } = request;
  const given = sessionId(request);
  const session = simulation.sessions.get(given);
  const uid = session?.uid ?? 0;
  const route = (run: (params: Readonly<Record<string, Json>>) => Json): Reply =>
    jsonRpcRoute(simulation, request, run);
  if (path === '/web/webclient/version_info') {
    return {
      ...route(() => versionInfo(simulation.db.version)),
      headers: given ? {} : cookie(simulation, newSessionId()),
    };
  }
  if (path === '/web/session/authenticate') {
    let opened = '';
    const reply = route((params) => {
      const user = authenticate(simulation, params);
      opened = newSessionId();
      simulation.sessions.open(opened, user);
      return sessionInfo(simulation, user);
    });
    return { ...reply, headers: opened ? cookie(simulation, opened) : {} };
  }
  if (path === '/web/session/destroy') {
    const reply = route(() => {
      if (uid === 0) throw expired();
      simulation.sessions.close(given);
      return null;
    });
    return { ...reply, headers: { 'Set-Cookie': `cids=; Expires=${inOneYear(simulation)}; Max-Age=0; Path=/` } };
  }
  if (path === '/web/session/get_session_info') {
    const reply = route(() => {
      if (uid === 0) throw expired();
      return sessionInfo(simulation, uid);
    });
    return { ...reply, headers: uid === 0 ? {} : cookie(simulation, given) };
  }
  if (path === '/web/dataset/call_kw' || path.startsWith('/web/dataset/call_kw/')) {
    const reply = route((params) => {
      if (!session) throw expired();
      const args = Array.isArray(params.args) ? params.args : [];
      const kwargs = isObject(params.kwargs) ? params.kwargs : {};
      return callModel(simulation, uid, String(params.model), String(params.method), args, kwargs, { session });
    });
    if (!session?.changed) return reply;
    session.changed = false;
    return { ...reply, headers: cookie(simulation, given) };
  }
  return undefined;
}
