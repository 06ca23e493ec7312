import { createSeededRandom } from '@allo/kernel';
import { describe, expect, test } from 'vitest';
import { extractChoice } from './extract-choice.ts';
import { extractEmail } from './extract-email.ts';
import { extractNumber } from './extract-number.ts';
import { extractYesNo } from './extract-yes-no.ts';
import { sayNumber } from './say-number.ts';

describe('extractYesNo', () => {
  test.each(
    'да|ага|угу|верно|правильно|всё верно|да верно|да всё правильно|конечно|ну да|давайте|хорошо|ладно|подходит|да подходит|так точно|именно|можно|ок|окей|да-да|да да да|естественно|почему бы и нет|не против|я не против|без проблем|ну ладно|да конечно|Да, верно.|устраивает|согласна|да это я|точно|само собой|а как же|ещё бы|да-да-да|пускай|я только за|без вопросов'.split(
      '|',
    ),
  )('%s / yes', (text) => {
    expect(extractYesNo(text)).toBe(true);
  });
  test.each(
    'нет|неа|не надо|не нужно|неправильно|не правильно|неверно|не верно|да нет|да нет наверное|конечно нет|ну нет|нет спасибо|не подходит|неудобно|не удобно|нет не так|не хочу|нет, неправильно|нет это не мой номер|ну не надо|Нет.|не устраивает|никак|нет другой|не|ни в коем случае|ни за что|никогда|не сейчас|вряд ли|не думаю|вы ошиблись|откажусь|да не|да ну нет|ничего подобного'.split(
      '|',
    ),
  )('%s / no', (text) => {
    expect(extractYesNo(text)).toBe(false);
  });
  test.each([
    '',
    'алло',
    'завтра',
    'нет всё верно',
    'анна',
    'сколько стоит',
    'эээ',
    'не знаю',
    'да ну',
    'и да и нет',
    'да или нет',
  ])('%s / neither', (text) => {
    expect(extractYesNo(text)).toBeNull();
  });
});

describe('extractNumber', () => {
  test.each([
    ['двадцать человек', 20],
    ['человек двадцать', 20],
    ['нас пятеро', 5],
    ['двадцать пять', 25],
    ['сто', 100],
    ['около ста сотрудников', 100],
    ['сто двадцать три', 123],
    ['тысяча', 1000],
    ['тысяча сто', 1100],
    ['тысяч сто', 100_000],
    ['сто тысяч', 100_000],
    ['сто пятьдесят тысяч двести рублей', 150_200],
    ['полмиллиона', 500_000],
    ['полтора миллиона', 1_500_000],
    ['миллион двести тысяч', 1_200_000],
    ['два с половиной миллиона', 2_500_000],
    ['10 000', 10_000],
    ['300 тысяч', 300_000],
    ['300 тыс', 300_000],
    ['пара человек', 2],
    ['от десяти до двадцати', 20],
    ['десять пятнадцать человек', 15],
    ['10-15 человек', 15],
    ['никого', 0],
    ['двенадцать', 12],
    ['ну где-то сорок', 40],
    ['десять нет двенадцать', 12],
    ['не десять а двенадцать', 12],
  ])('%s', (text, value) => {
    expect(extractNumber(text)?.value).toBe(value);
  });
  test.each(['', 'да', 'не знаю', 'много', 'маникюр'])('%s / no number', (text) => {
    expect(extractNumber(text)).toBeNull();
  });
  test('said in words and heard / any number / the same number', () => {
    const random = createSeededRandom(3);
    const numbers = Array.from({ length: 1_100 }, (_, index) => index);
    for (let round = 0; round < 500; round += 1) numbers.push(random.below(1_000_000_000));
    for (const number of numbers)
      expect([number, extractNumber(sayNumber(number))?.value]).toEqual([number, number]);
  });
});

const services = [
  { value: 'manicure', label: 'маникюр', synonyms: ['маник*', 'ногти'] },
  { value: 'pedicure', label: 'педикюр', synonyms: [] },
  { value: 'haircut', label: 'стрижка', synonyms: ['постри*', 'подстри*'] },
  { value: 'mens-haircut', label: 'мужская стрижка', synonyms: [] },
  { value: 'brows', label: 'брови и ресницы', synonyms: ['бров*', 'ресниц*'] },
];

describe('extractChoice', () => {
  test.each([
    ['маникюр', 'manicure'],
    ['на маникюр', 'manicure'],
    ['хочу сделать маникюрчик', 'manicure'],
    ['Ногти.', 'manicure'],
    ['мне бы постричься', 'haircut'],
    ['на стрижку', 'haircut'],
    ['стрижки', 'haircut'],
    ['мужскую стрижку', 'mens-haircut'],
    ['стрижка мужская', 'haircut'],
    ['педикюра', 'pedicure'],
    ['брови покрасить', 'brows'],
    ['ресничек', null],
    ['ресницы', 'brows'],
    ['не маникюр а педикюр', 'pedicure'],
    ['маникюр ой нет педикюр', 'pedicure'],
    ['второй вариант', 'pedicure'],
    ['номер два', 'pedicure'],
    ['первое', 'manicure'],
    ['третий', 'haircut'],
    ['что-нибудь', null],
    ['да', null],
    ['', null],
  ])('%s', (text, value) => {
    expect(extractChoice(text, services)?.value ?? null).toBe(value);
  });
  test('two named / the first, marked ambiguous', () => {
    expect(extractChoice('маникюр и педикюр', services)).toEqual({
      value: 'manicure',
      label: 'маникюр',
      isAmbiguous: true,
    });
  });
  test('a bare number / not asked for / nothing', () => {
    expect(extractChoice('пять часов', services, { isExpected: false })).toBeNull();
  });
});

describe('extractEmail', () => {
  test.each([
    ['ivanov@mail.ru', 'ivanov@mail.ru'],
    ['моя почта Ivan.Petrov@Yandex.ru', 'ivan.petrov@yandex.ru'],
    ['ivanov собака mail.ru', 'ivanov@mail.ru'],
    ['иван точка петров собака яндекс точка ру', 'ivan.petrov@yandex.ru'],
    ['почта иванов собака мэйл точка ру', 'ivanov@mail.ru'],
    ['анна нижнее подчеркивание сто двадцать три собака джимейл точка ком', 'anna_123@gmail.com'],
    ['инфо собака гмейл ком спасибо', 'info@gmail.com'],
    ['мария две тысячи собака яндекс точка ру', 'mariya2000@yandex.ru'],
    ['почта иванова маленькими буквами собака майл точка ру', 'ivanova@mail.ru'],
    ['как слышится так и пишется петров собака мейл ру', 'petrov@mail.ru'],
    ['нет почты', null],
    ['собака', null],
    ['', null],
  ])('%s', (text, email) => {
    expect(extractEmail(text)).toBe(email);
  });
});
