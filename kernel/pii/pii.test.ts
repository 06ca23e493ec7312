import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../random.ts';
import { isInnValid, isLuhnValid, isOgrnValid, isSnilsValid } from './checksums.ts';
import { findPersonalData, maskPersonalData, type PersonalDataKind } from './index.ts';

const found = (text: string) =>
  findPersonalData(text).map(({ kind, start, end }) => [kind, text.slice(start, end)]);

describe('checksums', () => {
  it.each([
    [isInnValid, '7707083893'],
    [isInnValid, '500100732259'],
    [isSnilsValid, '11223344595'],
    [isOgrnValid, '1027700132195'],
    [isLuhnValid, '4111111111111111'],
  ] as const)('hold for known numbers and for no neighbour of them', (isValid, digits) => {
    expect(isValid(digits)).toBe(true);
    for (let change = 1; change < 10; change += 1) {
      const last = (Number(digits.at(-1)) + change) % 10;
      expect(isValid(`${digits.slice(0, -1)}${last}`)).toBe(false);
    }
  });
});

describe('findPersonalData', () => {
  it.each<[PersonalDataKind, string, string]>([
    ['phone', 'Перезвоните на 89161234567, пожалуйста', '89161234567'],
    ['phone', 'мой номер +7 (916) 123-45-67', '+7 (916) 123-45-67'],
    ['phone', '8 9 1 6 1 2 3 4 5 6 7', '8 9 1 6 1 2 3 4 5 6 7'],
    ['phone', 'городской (495) 123-45-67', '495) 123-45-67'],
    ['phone', 'запишите 916 123 45 67', '916 123 45 67'],
    ['phone', 'sip:+79161234567@voip.test', '+79161234567'],
    ['phone', 'из Минска +375 29 123-45-67', '+375 29 123-45-67'],
    ['card', 'карта 4111 1111 1111 1111', '4111 1111 1111 1111'],
    ['card', 'списали с 2200000000000004', '2200000000000004'],
    ['card', 'номер карты 4276 1234 1234 1234', '4276 1234 1234 1234'],
    ['code', 'CVV 123', '123'],
    ['code', 'код из смс 4512', '4512'],
    ['code', 'Пришёл пароль: 84 12 57', '84 12 57'],
    ['code', 'пришло 4512, это код', '4512'],
    ['passport', 'паспорт 4510 123456', '4510 123456'],
    ['passport', 'паспорт 45 10 №123456', '45 10 №123456'],
    ['passport', 'мои данные 45 10 123456', '45 10 123456'],
    ['passport', 'загранпаспорт 71 1234567', '71 1234567'],
    ['snils', '112-233-445 95', '112-233-445 95'],
    ['snils', 'СНИЛС 11223344595', '11223344595'],
    ['inn', 'ИНН 7707083893', '7707083893'],
    ['inn', 'мой 500100732259', '500100732259'],
    ['ogrn', 'рег. номер 1027700132195', '1027700132195'],
    ['account', 'р/с 40702810400000012345', '40702810400000012345'],
    ['oms', 'полис 7700001234567890', '7700001234567890'],
    ['driver-licence', 'водительское удостоверение 77 12 345678', '77 12 345678'],
    ['plate', 'машина А123ВС 77', 'А123ВС 77'],
    ['vin', 'VIN XTA210990Y2761234', 'XTA210990Y2761234'],
    ['email', 'пишите на ivan.petrov+x@mail.example.ru.', 'ivan.petrov+x@mail.example.ru'],
    ['email', 'почта иван@почта.рф', 'иван@почта.рф'],
    ['ip', 'зашёл с 203.0.113.77', '203.0.113.77'],
    ['ip', 'peer 2001:db8::8a2e:370:7334 left', '2001:db8::8a2e:370:7334'],
    ['birth-date', 'родилась 12.03.1985 в Твери', '12.03.1985'],
    ['birth-date', '12 марта 1985 года рождения', '12 марта 1985'],
    ['name', 'Иванова Мария Сергеевна просит', 'Иванова Мария Сергеевна'],
    ['name', 'Здравствуйте, меня зовут анна, я по записи', 'анна'],
  ])('%s in “%s”', (kind, text, part) => {
    expect(found(text)).toEqual([[kind, part]]);
  });

  it('finds both parts of a passport told apart', () => {
    expect(found('паспорт серия 45 10 номер 123456')).toEqual([
      ['passport', '45 10'],
      ['passport', '123456'],
    ]);
  });

  it.each([
    'Заказ 12345678 на 8 900 000 рублей',
    'в 15:30 25.03.2026, кабинет 412',
    'call 0198f3a2-7c1e-7000-8000-123456789012 ended',
    'org 00000000-0000-7000-8000-000000000001',
    'at 1763712000000 ms, 1763712000 s',
    '2026-11-21T09:12:42.123Z',
    '0.9161234567 of a second',
    'sha e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'version 24.21.0, exit code 137, status 503',
    'listening on 127.0.0.1:8080 and 192.168.1.20',
    'отдано 9161234567 байт',
    'код города 495',
    'заплатил за смс 150 рублей',
    'Основной вопрос: сколько стоит доставка',
    'ключ 7707083893 не подошёл',
    'артикул 4111 1111 1111 1112',
    'счёт 3:2, серия 4 эпизод 12',
    'Россия, 2026 год, тариф 4500 рублей',
  ])('leaves “%s” alone', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('reads numbers said in words with the ears it is given', () => {
    const text = 'восемь девять один шесть … семь';
    const spokenDigits = () => [{ start: 0, end: text.length, digits: '89161234567', isContinued: false }];
    expect(findPersonalData(text, { spokenDigits })).toEqual([
      { kind: 'phone', start: 0, end: text.length, digits: '89161234567' },
    ]);
    expect(found(text)).toEqual([]);
  });
});

describe('maskPersonalData', () => {
  it.each([
    ['звоните 8 (916) 123-45-67!', 'звоните +7*** ** 67!'],
    ['+375 29 123-45-67', '+*** ** 67'],
    ['карта 4111 1111 1111 1111', 'карта **** 11'],
    ['код из смс 4512', 'код из смс ***'],
    ['ivan@mail.ru', 'i***@***.ru'],
    ['с 203.0.113.77', 'с 203.0.*.*'],
    ['СНИЛС 112-233-445 95', 'СНИЛС ***95'],
  ])('“%s” → “%s”', (text, masked) => {
    expect(maskPersonalData(text)).toBe(masked);
    expect(maskPersonalData(masked)).toBe(masked);
  });

  it('masks only the kinds asked for', () => {
    const text = '89161234567 ivan@mail.ru';
    expect(maskPersonalData(text, { kinds: new Set(['email']) })).toBe('89161234567 i***@***.ru');
    expect(maskPersonalData(text, { kinds: new Set() })).toBe(text);
  });

  it('gives text, whatever it is fed, and the same again for what is masked', () => {
    const random = createSeededRandom(7);
    const pieces = [
      '8',
      '916',
      '+7',
      ' ',
      '-',
      '(',
      ')',
      '.',
      ':',
      '@',
      'a',
      'Иванович',
      'код ',
      'паспорт ',
      'меня зовут ',
      '::',
      '\u0000',
      '\ud800',
      '😀',
      '2200',
      '\n',
      'А123ВС77',
      'mail.ru',
      '0198f3a2-7c1e-7000-8000-123456789012',
    ];
    for (let round = 0; round < 3000; round += 1) {
      let text = '';
      for (let count = random.below(30); count > 0; count -= 1) text += pieces[random.below(pieces.length)];
      const spans = findPersonalData(text);
      let end = 0;
      for (const span of spans) {
        expect(span.start).toBeGreaterThanOrEqual(end);
        expect(span.end).toBeGreaterThan(span.start);
        end = span.end;
      }
      expect(end).toBeLessThanOrEqual(text.length);
      maskPersonalData(text);
    }
  });

  // Twice the text, twice the work: anything worse does not end within the test's time.
  it.each([
    '8',
    '8 ',
    '@',
    'a@',
    'a.',
    '+',
    '1.',
    ':',
    'a:',
    '(',
    'Иванович ',
    'Иваныч',
    'меня зовут ',
    'код ',
    '-0000',
    '12.12.',
    'паспорт 1 ',
    'А1',
    '1-1 ',
    'name is ',
  ])('comes to an end of a fifth of a million characters of “%s”', (piece) => {
    const text = piece.repeat(200_000 / piece.length);
    expect(maskPersonalData(text).length).toBeGreaterThan(0);
  });
});
