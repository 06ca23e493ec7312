import type { ImportRefusal, NewLead } from '@allo/contracts/http';
import { leadPhone } from './lead-phone.ts';

type Known = 'name' | 'phone' | 'status' | 'kind' | 'agentId';

/** What people and other programs call the columns; ours first. */
const columnNames: Record<string, Known> = {
  name: 'name',
  имя: 'name',
  фио: 'name',
  клиент: 'name',
  phone: 'phone',
  телефон: 'phone',
  номер: 'phone',
  tel: 'phone',
  status: 'status',
  статус: 'status',
  kind: 'kind',
  agent: 'agentId',
  agentid: 'agentId',
};
const statuses: Record<string, NewLead['status']> = {
  new: 'new',
  новый: 'new',
  in_progress: 'in_progress',
  'в работе': 'in_progress',
  done: 'done',
  готово: 'done',
};
const kinds: Record<string, NewLead['kind']> = { lead: 'lead', callback: 'callback', message: 'message' };
const mostColumns = 50;
const longestCell = 2000;
const longestName = 120;

/** The columns of a file: those we know, and the others by their own names. */
export type LeadColumns = ReadonlyArray<{ known: Known } | { field: string }>;

/** Null when neither a name nor a telephone is among the columns. */
export function leadColumns(header: readonly string[]): LeadColumns | null {
  const columns = header.slice(0, mostColumns).map((cell) => {
    const title = cell.trim();
    const known = columnNames[title.toLowerCase()];
    return known ? { known } : { field: title.slice(0, 64) };
  });
  const isUsable = columns.some(
    (column) => 'known' in column && (column.known === 'name' || column.known === 'phone'),
  );
  return isUsable ? columns : null;
}

/** A lead out of a row, or what is wrong with it. Pure. */
export function leadOfRow(
  columns: LeadColumns,
  cells: readonly string[],
): { lead: NewLead } | { refusal: Omit<ImportRefusal, 'row'> } {
  const lead: NewLead = { name: null, phone: null, status: 'new', kind: 'lead', agentId: '', fields: [] };
  for (const [index, column] of columns.entries()) {
    const text = (cells[index] ?? '').trim();
    if (text === '') continue;
    const title = 'known' in column ? column.known : column.field;
    if (text.length > longestCell) return refuse('too_long', title);
    if ('field' in column) {
      if (column.field)
        lead.fields.push({ name: column.field, value: text, display: text, isConfirmed: false });
      continue;
    }
    if (!setKnown(lead, column.known, text)) return refuse(`${title.toLowerCase()}_invalid`, title);
  }
  return lead.name === null && lead.phone === null ? refuse('nothing_given', null) : { lead };
}

function setKnown(lead: NewLead, column: Known, text: string): boolean {
  switch (column) {
    case 'name':
      lead.name = text.slice(0, longestName);
      return true;
    case 'phone':
      lead.phone = leadPhone(text);
      return lead.phone !== null;
    case 'status':
      lead.status = statuses[text.toLowerCase()] ?? lead.status;
      return Object.hasOwn(statuses, text.toLowerCase());
    case 'kind':
      lead.kind = kinds[text.toLowerCase()] ?? lead.kind;
      return Object.hasOwn(kinds, text.toLowerCase());
    case 'agentId':
      lead.agentId = text.slice(0, 64);
      return true;
  }
}

function refuse(code: string, column: string | null): { refusal: Omit<ImportRefusal, 'row'> } {
  return { refusal: { code, column } };
}
