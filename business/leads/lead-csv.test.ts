import { describe, expect, it } from 'vitest';
import { type LeadColumns, leadColumns, leadOfRow } from './lead-csv.ts';

const columns = leadColumns(['Имя', 'ТЕЛЕФОН', 'status', 'Город', '']) as LeadColumns;

describe('a row of a file', () => {
  it('becomes a lead; columns of unknown name are its fields', () => {
    expect(leadOfRow(columns, [' Анна ', '8 (916) 123-45-67', 'в работе', 'Тверь', 'x', 'more'])).toEqual({
      lead: {
        name: 'Анна',
        phone: '+79161234567',
        status: 'in_progress',
        kind: 'lead',
        agentId: '',
        fields: [{ name: 'Город', value: 'Тверь', display: 'Тверь', isConfirmed: false }],
      },
    });
  });

  it.each([
    [['Анна', 'нет'], { code: 'phone_invalid', column: 'phone' }],
    [['', '', 'new', 'Тверь'], { code: 'nothing_given', column: null }],
    [['Анна', '', 'later'], { code: 'status_invalid', column: 'status' }],
    [['Анна', '', '', 'x'.repeat(3000)], { code: 'too_long', column: 'Город' }],
  ])('%j is refused', (cells, refusal) => {
    expect(leadOfRow(columns, cells)).toEqual({ refusal });
  });

  it('needs a column with a name or a telephone', () => {
    expect(leadColumns(['город', 'возраст'])).toBeNull();
    expect(leadColumns([])).toBeNull();
  });
});
