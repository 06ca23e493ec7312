import type { Role } from '@allo/contracts/access';
import type { Random } from '@allo/kernel';
import { namesThing, type ProbePlan } from './probe-plan.ts';
import type { Operation, Tenant } from './tenant.ts';

/** One request of somebody in one organisation for something of the other. */
export interface Probe {
  operation: Operation;
  url: string;
  headers: Record<string, string>;
  body: string | null;
  /** Who asks, for a report. */
  as: string;
  /** What must come back; several where the order of checks is nobody's secret. */
  expected: readonly number[];
}

/** What a probe tried, of which a leak is reported. */
export interface ProbeChoice {
  /** How the thing of the other is named in the path. */
  id: 'as it is' | 'in capitals' | 'percent-encoded';
  /** The organisation asked for. */
  organisation: 'none' | 'own' | 'foreign' | 'garbage';
  by: Role | 'full key' | 'session';
}

const idForms: readonly ProbeChoice['id'][] = ['as it is', 'in capitals', 'percent-encoded'];
const organisations: readonly ProbeChoice['organisation'][] = ['none', 'own', 'foreign', 'garbage'];

/** Whether asking in one's own organisation would only make something there, which proves nothing. */
function isPointless(
  operation: Operation,
  plan: ProbePlan,
  organisation: ProbeChoice['organisation'],
): boolean {
  const isOwn = organisation === 'none' || organisation === 'own';
  return isOwn && operation.method !== 'GET' && !namesThing(operation.path) && !plan.refersToThings;
}

/** A probe of `operation` by `asker` for what is `owner`'s, chosen by `random`; null where there is nothing to try. */
export function makeProbe(
  operation: Operation,
  plan: ProbePlan,
  { asker, owner, random }: { asker: Tenant; owner: Tenant; random: Random },
): Probe | null {
  const organisation = pick(organisations, random);
  if (isPointless(operation, plan, organisation)) return null;
  const form = pick(idForms, random);
  const actors = ['full key', 'session', ...asker.roleKeys.keys()] as ProbeChoice['by'][];
  const by = pick(actors, random);
  const queries = plan.queries?.(owner) ?? [];
  // One more choice than there are queries: none.
  const query = queries[random.below(queries.length + (plan.needsQuery ? 0 : 1))];
  const body = plan.body ? JSON.stringify(plan.body(owner)) : (plan.rawBody ?? null);
  const named = organisationHeader(organisation, asker, owner);
  // Players and links cannot send headers; they name the organisation in the address.
  const isInAddress = operation.method === 'GET' && random.below(2) === 0;
  const words = new URLSearchParams(query as Record<string, string> | undefined);
  const name = named['allo-organisation'];
  if (isInAddress && name !== undefined) words.set('organisation', name);
  const search = words.size > 0 ? `?${words.toString()}` : '';
  const url = `${pathOf(operation, plan.params(owner), form)}${search}`;
  return {
    operation,
    url,
    headers: {
      ...credentials(asker, by),
      ...(isInAddress ? {} : named),
      ...(operation.method === 'GET' ? {} : { 'if-match': '*' }),
      ...(body === null ? {} : { 'content-type': 'application/json' }),
      ...plan.headers,
    },
    body,
    as: `${asker.name} (${by}, organisation: ${organisation}${isInAddress ? ' in the address' : ''}, id ${form})`,
    expected: expectedOf(operation, plan, asker, { organisation, by, id: form }),
  };
}

function expectedOf(
  operation: Operation,
  plan: ProbePlan,
  asker: Tenant,
  { organisation, by }: ProbeChoice,
): readonly number[] {
  // For whoever is signed in, in whatever organisation; a key is nobody.
  if (operation.permission === null && !plan.expected) return [by === 'session' ? 404 : 401];
  const isForeign = organisation === 'foreign' || organisation === 'garbage';
  if (isForeign) return [404];
  const role = by === 'full key' || by === 'session' ? null : by;
  const isAllowed =
    !role || (operation.permission && asker.roleKeys.get(role)?.permissions.has(operation.permission));
  if (plan.expected) return plan.expected;
  if (!isAllowed) return [403];
  if (namesThing(operation.path)) return [404];
  // A body that refers to what is not there may be called wrong as well as not found.
  if (plan.refersToThings) return [400, 404];
  return [200];
}

function credentials(asker: Tenant, by: ProbeChoice['by']): Record<string, string> {
  if (by === 'session') return { cookie: asker.cookie };
  const token = by === 'full key' ? asker.key : (asker.roleKeys.get(by)?.token ?? '');
  return { authorization: `Bearer ${token}` };
}

function organisationHeader(
  organisation: ProbeChoice['organisation'],
  asker: Tenant,
  owner: Tenant,
): Record<string, string> {
  switch (organisation) {
    case 'none':
      return {};
    case 'own':
      return { 'allo-organisation': asker.orgId };
    case 'foreign':
      return { 'allo-organisation': owner.orgId };
    case 'garbage':
      return { 'allo-organisation': `${owner.orgId}' OR '1'='1` };
  }
}

function pathOf(operation: Operation, params: Record<string, string>, form: ProbeChoice['id']): string {
  return operation.path.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = params[name];
    if (!value) throw new Error(`${operation.method} ${operation.path}: no ${name} to probe with`);
    if (form === 'in capitals') return encodeURIComponent(value.toUpperCase());
    if (form === 'percent-encoded') return [...Buffer.from(value)].map((byte) => `%${hex(byte)}`).join('');
    return encodeURIComponent(value);
  });
}

const hex = (byte: number): string => byte.toString(16).padStart(2, '0');
const pick = <T>(of: readonly T[], random: Random): T => of[random.below(of.length)] as T;
