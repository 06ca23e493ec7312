import type { OrgId } from '@allo/contracts';
import type { Lead, LeadListQuery } from '@allo/contracts/http';
import type { Deps } from '../deps.ts';
import { listLeads } from './list-leads.ts';

const pageRows = 100;
const columns = [
  'id',
  'createdAt',
  'status',
  'kind',
  'name',
  'phone',
  'agentId',
  'callId',
  'fields',
] as const;

/**
 * All leads that match as CSV (RFC 4180) with a byte order mark, page by page; newest first. Cells that a spreadsheet
 * would run as a formula begin with an apostrophe.
 */
export async function* exportLeads(
  deps: Pick<Deps, 'db'>,
  orgId: OrgId,
  query: Omit<LeadListQuery, 'cursor' | 'limit'>,
): AsyncGenerator<string> {
  yield `\ufeff${columns.join(',')}\r\n`;
  let cursor: string | undefined;
  do {
    const page = await listLeads(deps, orgId, { ...query, limit: pageRows, cursor });
    yield page.items.map(line).join('');
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

function line(lead: Lead): string {
  const fields = lead.fields.map(({ name, display }) => `${name}: ${display}`).join('; ');
  return `${columns.map((column) => cell(column === 'fields' ? fields : (lead[column] ?? ''))).join(',')}\r\n`;
}

export function cell(text: string): string {
  const isFormula = /^[=@\t\r]/.test(text) || (/^[+-]/.test(text) && !/^\+\d+$/.test(text));
  const safe = isFormula ? `'${text}` : text;
  return /[",\r\n;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
