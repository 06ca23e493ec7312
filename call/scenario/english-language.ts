import type { FieldType } from '@allo/contracts/ports';
import { extractChoice, extractEmail, matchesAny, toE164, zonedIso } from '../russian/index.ts';
import { extractEnglishDateTime, sayEnglishMoment } from './english/english-date-time.ts';
import { englishDigits, englishWords, extractEnglishNumber } from './english/english-numbers.ts';
import type { Intent, Language, Wording } from './language.ts';

const wording: Wording = {
  acknowledge: ['All right, {value}.', 'Got it: {value}.', 'Okay, {value}.'],
  corrected: ['Changed to {value}.', 'All right, {value} then.'],
  confirm: {
    phone: ['Let me check the number: {value}. Is that right?', 'I have {value}. Correct?'],
    name: ['Your name is {value}, right?', 'I have the name {value}. Correct?'],
    date: ['So {value}. Is that right?', 'That is {value}. Correct?'],
    other: ['Do I have it right: {value}?', 'I have {value}. Correct?'],
  },
  offerCallerNumber: [
    'May we reach you at the number you are calling from?',
    'Is the number you are calling from good to reach you?',
  ],
  goOnDictating: ['Yes, go on.', 'And then?'],
  askTime: ['What time?', 'At what time would it suit you?'],
  askDay: ['Which day?', 'What day would suit you?'],
  askGeneric: ['Please tell me.', 'Could you tell me that?'],
  whatIsRight: ['All right, let us correct that.', 'Let us try again.'],
  skip: ['All right, we can leave that.', 'Never mind, let us go on.'],
  listening: ['I am listening.', 'Yes, go ahead.'],
  passOn: ['All right, I will pass that on.', 'Noted, I will pass it on.'],
  badLine: ['I am sorry, the line is bad today.', 'I am afraid I cannot hear you well.'],
  wait: ['Of course, take your time.', 'Sure, I will wait.'],
  sayAloud: ['Please say your answer.', 'Please answer by voice.'],
  confirmKeys: ['Press one if that is right, or two if not.'],
};

const lineOf = (text: string) => ` ${englishWords(text).join(' ')} `;
const yes =
  /^ (?:well |oh |um |uh )*(?:yes|yeah|yep|yup|sure|right|correct|exactly|okay|ok|of course|that's right|that is right|please do|absolutely|certainly|fine|good) /;
const no =
  /^ (?:well |oh |um |uh )*(?:no|nope|nah|wrong|incorrect|not (?:right|correct|really|quite)|that's (?:wrong|not)|that is (?:wrong|not)|don't|never) /;
const intents: [RegExp, Intent][] = [
  [
    / (?:operator|human|real person|live person|representative|(?:speak|talk) (?:to|with) (?:a |an |some)?(?:person|someone|somebody|agent|one|manager)) /,
    'operator',
  ],
  [/ (?:idiot|stupid|ridiculous|damn|hell with|sick of) /, 'anger'],
  [/ (?:goodbye|good bye|bye|see you|have a nice day|hang up|i will call back|i'll call back) /, 'goodbye'],
  [
    / (?:wrong number|not interested|nothing else|that's all|that is all|nothing thanks|forget it|never mind) |^ (?:no thanks|no thank you|nothing) $/,
    'decline',
  ],
  [
    / (?:repeat|say (?:that|it) again|come again|pardon|can't hear|cannot hear|didn't (?:hear|catch|get)) |^ (?:(?:hello|sorry|what|excuse me|hello are you there|are you there) )+$/,
    'repeat',
  ],
  [
    / (?:not [a-z]+(?: [a-z]+)? but|i meant|i mean|actually|change|correction|is wrong|different) /,
    'correction',
  ],
  [
    / (?:don't know|do not know|not sure|doesn't matter|does not matter|skip|any time|anytime|rather not) /,
    'skip',
  ],
  [/ (?:wait|hold on|one moment|just a moment|just a second|one second|one minute) /, 'wait'],
];
const named: [RegExp, FieldType[]][] = [
  [/ (?:number|phone) /, ['phone']],
  [/ (?:name) /, ['name']],
  [/ (?:time|day|date|hour) /, ['datetime', 'date', 'time']],
  [/ (?:department|service|option|team) /, ['choice']],
  [/ (?:email|mail) /, ['email']],
];
const greeting = /^(?: (?:hello|hi|hey|good|morning|afternoon|evening|there|yes|well|i|need|want|help))* $/;
const notNames = new Set(
  'yes no not okay ok hello hi hey please calling call the a an and i is it my from about looking sorry thanks thank you want need here sure right good fine just'.split(
    ' ',
  ),
);

function englishName(text: string, isExpected: boolean): string | null {
  const words = englishWords(text);
  const line = words.join(' ');
  const introduced = /(?:my name is|my name's|name is|i am|i'm|this is|call me|it's|it is) (.+)$/.exec(line);
  const isCertain = introduced !== null && /name|call me/.test(introduced[0]);
  const source = introduced ? (introduced[1] as string).split(' ') : isExpected ? words : [];
  const parts: string[] = [];
  for (const word of source) {
    if (notNames.has(word) || /\d/.test(word) || parts.length === 3) break;
    parts.push(word);
  }
  // “I am calling about …”: outside the question only “my name is” is trusted.
  if (parts.length === 0 || (!isCertain && !isExpected) || (!introduced && words.length > 3)) return null;
  return parts.map((part) => (part[0] as string).toUpperCase() + part.slice(1)).join(' ');
}

function dropNegatedEnglish(text: string): string {
  return text
    .replace(/\bnot\s+(?:\w+\s+){1,4}?but\s+/gi, '')
    .replace(/\b(?:no|wait|sorry|actually|i mean(?:t)?)[,\s]+/gi, ' ');
}

/** English for the engine: enough for a reception desk. */
export const englishLanguage: Language = {
  phone(text) {
    const { digits, hasPlus } = englishDigits(text);
    const value = joinEnglishDigits(digits, hasPlus);
    return value === null ? null : { value, rest: '' };
  },
  digits: englishDigits,
  joinDigits: joinEnglishDigits,
  amendPhone(previous, text) {
    const { digits, hasPlus } = englishDigits(text);
    const whole = joinEnglishDigits(digits, hasPlus);
    if (whole) return whole;
    const isTail = / (?:last|end|ends|ending) /.test(lineOf(text)) && digits.length > 0 && digits.length < 7;
    return isTail ? previous.slice(0, -digits.length) + digits : null;
  },
  name: englishName,
  addressOf: (name) => name.split(' ')[0] ?? name,
  dateTime: (text, moment, expects) =>
    extractEnglishDateTime(dropNegatedEnglish(text), moment, expects === 'time' || expects === 'datetime'),
  joinDateTime: zonedIso,
  number: extractEnglishNumber,
  choice: (text, choices, isExpected) => extractChoice(dropNegatedEnglish(text), choices, { isExpected }),
  yesNo(text) {
    const line = lineOf(text);
    if (no.test(line)) return false;
    return yes.test(line) ? true : null;
  },
  email: (text) => extractEmail(text.replaceAll(/\s+at\s+/gi, '@').replaceAll(/\s+dot\s+/gi, '.')),
  freeText: (text) => (/^[\s,.]*(?:(?:yes|no|um|uh|well|okay)[\s,.]*)*$/i.test(text) ? '' : text.trim()),
  intent(text) {
    const line = lineOf(text);
    return intents.find(([pattern]) => pattern.test(line))?.[1] ?? null;
  },
  isQuestion: (text) =>
    text.includes('?') ||
    /(?:^| )(?:what|where|when|how|who|why|which|do you|are you|can you|is there) /.test(lineOf(text)),
  isGreeting: (text) => greeting.test(lineOf(text)),
  isThisNumber: (text) =>
    / (?:this (?:one|number)|same number|the number i am calling from|number i'm calling from) /.test(
      lineOf(text),
    ),
  hasNegation: (text) => / (?:no|not|wrong|actually|meant|mean|change) /.test(lineOf(text)),
  namedTypes: (text) => named.filter(([pattern]) => pattern.test(lineOf(text))).flatMap(([, types]) => types),
  matchesAny,
  sayPhone: (e164) => Array.from(e164, (sign) => (sign === '+' ? 'plus' : sign)).join(' '),
  writePhone: (e164) => e164,
  sayMoment: sayEnglishMoment,
  writeMoment: (value, moment) =>
    /^\d\d:\d\d$/.test(value)
      ? value
      : sayEnglishMoment(value, value.length > 10 ? 'datetime' : 'date', moment),
  sayNumber: String,
  yes: 'yes',
  no: 'no',
  wording,
};

/** Eleven digits from 1 are North American, and so are ten; others as everywhere. */
function joinEnglishDigits(digits: string, hasPlus: boolean): string | null {
  if (!hasPlus && /^1[2-9]\d{9}$/.test(digits)) return `+${digits}`;
  if (!hasPlus && /^[2-9]\d{9}$/.test(digits)) return `+1${digits}`;
  return toE164(digits, hasPlus);
}
