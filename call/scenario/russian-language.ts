import type { FieldType } from '@allo/contracts/ports';
import {
  addressOf,
  amendPhone,
  detectIntent,
  extractChoice,
  extractDateTime,
  extractDigits,
  extractEmail,
  extractName,
  extractNumber,
  extractPhone,
  extractYesNo,
  isQuestion,
  matchesAny,
  sayDate,
  sayDateTime,
  sayNumber,
  sayPhone,
  sayTime,
  toE164,
  tokenize,
  withoutTokens,
  writeDateTime,
  writePhone,
  zonedIso,
} from '../russian/index.ts';
import type { Language, Wording } from './language.ts';

// No word here has the speaker's gender: an agent may have any voice.
const wording: Wording = {
  acknowledge: ['Хорошо, {value}.', 'Так, {value}.', 'Принято: {value}.'],
  corrected: ['Исправляю: {value}.', 'Хорошо, пусть будет так: {value}.'],
  confirm: {
    phone: ['Проверим номер: {value}. Верно?', 'Повторю номер: {value}. Всё правильно?'],
    name: ['Вас зовут {value}, верно?', 'Записываю имя: {value}. Правильно?'],
    date: ['Значит, {value}. Верно?', 'Повторю: {value}. Правильно?'],
    other: ['Правильно ли я понимаю: {value}?', 'Записываю: {value}. Верно?'],
  },
  offerCallerNumber: [
    'Можно связаться с вами по номеру, с которого вы сейчас звоните?',
    'Номер, с которого вы звоните, подойдёт для связи?',
  ],
  goOnDictating: ['Так, дальше.', 'Записываю, продолжайте.', 'Да, дальше.'],
  askTime: ['На какое время?', 'В котором часу вам удобно?'],
  askDay: ['На какой день?', 'А какой день вам подойдёт?'],
  askGeneric: ['Подскажите, пожалуйста.', 'Уточните, пожалуйста.'],
  whatIsRight: ['Хорошо, давайте исправим.', 'Давайте ещё раз.'],
  skip: ['Хорошо, пропустим.', 'Ничего страшного, идём дальше.'],
  listening: ['Слушаю вас.', 'Да, говорите.'],
  passOn: ['Хорошо, обязательно передам.', 'Записываю и передам.'],
  badLine: ['Простите, связь сегодня подводит.', 'К сожалению, мне вас плохо слышно.'],
  wait: ['Конечно, жду.', 'Да, не торопитесь.'],
  sayAloud: ['Ответьте, пожалуйста, голосом.', 'На этот вопрос лучше ответить голосом.'],
  confirmKeys: ['Нажмите один, если верно, или два, если нет.'],
};

const namedPatterns: [RegExp, FieldType[]][] = [
  [/(?:номер|телефон|цифр)/, ['phone']],
  [/(?:имя|имени|зовут|фамили|отчеств)/, ['name']],
  [/(?:врем|дат[аыу]|день|дня|час|запис)/, ['datetime', 'date', 'time']],
  [/(?:услуг|врач|доктор|специал|отдел|продукт|мастер|вариант|процедур)/, ['choice']],
  [/(?:почт|имейл|емейл)/, ['email']],
];
const leadIn =
  /^(?:(?:ну|так|э+|эм|вот|значит|в общем|короче|да нет|да|здравствуйте|добрый день|добрый вечер|доброе утро|я хотел(?:а)? бы сказать что|передайте(?: пожалуйста)?(?: что)?|скажите(?: ему| ей)?(?: что)?)[\s,.]+)+/i;
const greetingWords = new Set(
  'здравствуйте здрасьте здрасте здравствуй привет приветствую добрый доброе день утро вечер алло але да девушка слушаю хочу хотел хотела бы записаться можно мне к вам на прием'.split(
    ' ',
  ),
);

/** Russian for the engine. */
export const russianLanguage: Language = {
  phone(text) {
    const phone = extractPhone(text);
    return phone && { value: phone.value, rest: withoutTokens(text, phone.used) };
  },
  digits: (text) => extractDigits(text),
  joinDigits: toE164,
  amendPhone,
  name: (text, isExpected) => extractName(text, { isExpected })?.full ?? null,
  addressOf,
  dateTime: (text, moment, expects) => extractDateTime(text, { ...moment, ...(expects && { expects }) }),
  joinDateTime: zonedIso,
  number: (text) => extractNumber(text)?.value ?? null,
  choice: (text, choices, isExpected) => extractChoice(text, choices, { isExpected }),
  yesNo: extractYesNo,
  email: extractEmail,
  freeText(text) {
    const rest = text.trim().replace(leadIn, '').trim();
    const isEmpty = tokenize(rest).every((token) =>
      /^(?:да|нет|ага|угу|ну|э+|эм|мм?|так|вот)$/.test(token.word),
    );
    return isEmpty ? '' : rest;
  },
  intent: detectIntent,
  isQuestion,
  isGreeting: (text) => tokenize(text).every((token) => greetingWords.has(token.word)),
  isThisNumber: (text) =>
    /(?:этот(?: же)?|с которого|этому|мой текущий|на него|тот же)(?: номер| телефон| звоню| я звоню|$| самый)/i.test(
      text.trim(),
    ),
  hasNegation: (text) =>
    tokenize(text).some((token) =>
      /^(?:нет|не|ой|точнее|вернее|неправильно|неверно|ошибка|исправьте)$/.test(token.word),
    ),
  namedTypes(text) {
    const folded = text.toLowerCase().replaceAll('ё', 'е');
    return namedPatterns.filter(([pattern]) => pattern.test(folded)).flatMap(([, types]) => types);
  },
  matchesAny,
  sayPhone,
  writePhone,
  sayMoment(value, type, moment) {
    if (type === 'date') return sayDate(value, moment);
    return type === 'time' ? sayTime(value) : sayDateTime(value, moment);
  },
  writeMoment: writeDateTime,
  sayNumber: (value) => sayNumber(value),
  yes: 'да',
  no: 'нет',
  wording,
};
