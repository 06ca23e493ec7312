import { dropNegated, splitAtSelfCorrections } from './corrections.ts';
import { genderOfName, givenName, isEverydayWord, maleName } from './given-names.ts';
import { isDeclinedSurname, nominativeSurname, readPatronymic } from './name-forms.ts';
import { numberWord } from './number-words.ts';
import { type Token, foldWord, tokenize } from './tokens.ts';

export interface SpokenName {
  /** As a form of address needs it: “Анна Сергеевна”, “Иванов Пётр”; each part capitalised, given name nominative. */
  full: string;
  given?: string;
  patronymic?: string;
  surname?: string;
}

export interface NameOptions {
  /** The caller was just asked for the name, so a bare unknown word is probably one. */
  isExpected?: boolean;
}

const surnamePattern =
  /^[а-я]{2,}(?:ов|ова|ев|ева|ин|ина|ын|ына|ский|ская|цкий|цкая|ской|енко|чук|щук|юк|ук|ян|янц|швили|дзе|ых|их|ейко|айко|ец|кин|кина|ман|берг|штейн|оглы)$/;

// Words that stand where a name could, and are none.
const notNames = new Set(
  (
    'да нет ага угу ну не ни так вот это этот я мы вы ты он она они меня мне мое мой моя мою моего моей мы нас нам вас вам ваш по на в во с со у к о об от до из за для и а но или что чтобы как где когда кто куда почему зачем сколько какой какая какие ли же бы ' +
    'здравствуйте здрасьте здрасте здравствуй привет приветствую добрый доброе доброго день утро вечер дня утра вечера алло але слушаю слушайте пожалуйста спасибо хорошо ладно окей ок конечно верно правильно точно можно нужно надо хочу хотел хотела хотим хотелось хотелось-бы записаться запись запишите записать записывайте пишите ' +
    'зовут звать имя фамилия отчество имени говорит беспокоит звонит звоню звонил звонила номер телефон компания компании фирма фирмы организация ооо ип завтра сегодня послезавтра понедельник вторник среда среду четверг пятница пятницу суббота субботу воскресенье час часа часов ' +
    'девушка женщина мужчина человек оператор оператора менеджер робот алё э эм ээ мм хм м там тут здесь просто типа короче значит скажите подскажите повторите подождите минуту минутку секунду уже еще только тоже очень буду будет есть был была было быть могу может знаю думаю скажу понимаю понял поняла давайте давай все всё пока свидания ничего никак никто какая-то сам сама звони перезвоните первый первая второй ' +
    'насчет поводу поэтому вопрос вопросу дело маникюр педикюр стрижка стрижку врач врача доктор доктору прием разница разницы неважно важно не-важно секрет потом сейчас посмотрю найду погодите обождите секундочку минуточку'
  ).split(' '),
);
/** Words after which the name ends: “меня зовут анна хочу на маникюр”. */
const isNameWord = (word: string) =>
  /^[\p{Script=Cyrillic}-]{2,}$/u.test(word) &&
  !notNames.has(word) &&
  (!verbLike.test(word) || isDeclinedSurname(word)) &&
  !numberWord(word);
const verbLike =
  /(?:ться|тся|ите|йте|ешь|ишь|аем|яем|аю|яю|ую|ють|ать|ять|еть|ить|уть|ался|алась|ился|илась|ала|или|али|ого|ему|ыми|ыми|ет|ют|ит|ят)$/;

/**
 * A person's name from a turn: after “меня зовут”, “это”, “фамилия”…, or bare when it was asked for.
 * Known given names are put into the nominative; patronymics and surnames are told by their endings.
 * Returns null when nothing in the turn is surely a name.
 */
export function extractName(text: string, options: NameOptions = {}): SpokenName | null {
  const parts = splitAtSelfCorrections(dropNegated(tokenize(text)));
  for (const part of parts.toReversed()) {
    const found = fromIntroduction(part) ?? (options.isExpected ? fromBareAnswer(part) : null);
    if (found) return found;
  }
  return null;
}

/** How to address the person in speech: given name with the patronymic if there is one. */
export function addressOf(full: string): string {
  const name = compose(tokenize(full), true);
  if (!name?.given) return full;
  return name.patronymic ? `${name.given} ${name.patronymic}` : name.given;
}

function fromIntroduction(tokens: readonly Token[]): SpokenName | null {
  for (let at = 0; at < tokens.length; at += 1) {
    const strength = introductionAt(tokens, at);
    if (!strength) continue;
    const name = compose(wordsFrom(tokens, strength.next), strength.isCertain);
    if (name) return name;
    // “Анна меня зовут”, “Анной зовут”.
    if (strength.isZovut) {
      const before = compose(wordsBefore(tokens, at), false);
      if (before) return before;
    }
  }
  return null;
}

function introductionAt(tokens: readonly Token[], at: number) {
  const word = tokens[at]?.word ?? '';
  const next = tokens[at + 1]?.word ?? '';
  const afterNext = tokens[at + 2]?.word ?? '';
  if (word === 'меня' && /^(?:зовут|звать)$/.test(next))
    return { next: at + 2, isCertain: true, isZovut: true };
  if (/^(?:зовут|звать)$/.test(word)) {
    return { next: next === 'меня' ? at + 2 : at + 1, isCertain: true, isZovut: true };
  }
  if (word === 'на' && next === 'имя') return { next: at + 2, isCertain: true, isZovut: false };
  if (/^(?:имя|фамилия|фамилию)$/.test(word)) {
    const isMine = /^(?:мое|моя|у|это|будет)$/.test(next);
    return {
      next: isMine ? at + (next === 'у' && afterNext === 'меня' ? 3 : 2) : at + 1,
      isCertain: true,
      isZovut: false,
    };
  }
  if (/^(?:это|я|говорит|беспокоит|звонит|запишите|зовите|вас)$/.test(word)) {
    return { next: at + 1, isCertain: false, isZovut: false };
  }
  return null;
}

/** The words after an introduction that may make up a name, at most three. */
function wordsFrom(tokens: readonly Token[], start: number): Token[] {
  const words: Token[] = [];
  for (let at = start; at < tokens.length && words.length < 3; at += 1) {
    const token = tokens[at] as Token;
    if (words.length === 0 && /^(?:это|просто|будет|э|ээ|эм|ну|меня|зовут)$/.test(token.word)) continue;
    if (/^(?:фамилия|отчество|имя|по)$/.test(token.word) && words.length > 0) continue;
    if (!isNameWord(token.word) && givenName(token.word) === undefined) break;
    words.push(token);
  }
  return words;
}

function wordsBefore(tokens: readonly Token[], end: number): Token[] {
  const words: Token[] = [];
  for (let at = end - 1; at >= 0 && words.length < 3; at -= 1) {
    const token = tokens[at] as Token;
    if (!isNameWord(token.word)) break;
    words.unshift(token);
  }
  return words;
}

function fromBareAnswer(tokens: readonly Token[]): SpokenName | null {
  const known = tokens.findIndex((token) => givenName(token.word) !== undefined && isNameWord(token.word));
  if (known >= 0) {
    const isFamily = (token: Token | undefined) =>
      token !== undefined && (isSurname(token.word) || isFamilyBeside(token.word));
    const from = isFamily(tokens[known - 1]) ? known - 1 : known;
    return compose(wordsFrom(tokens, from), true);
  }
  const content = tokens.filter((token) => isNameWord(token.word));
  const isShort = tokens.length <= 4 && content.length >= 1 && content.length <= 3;
  if (!isShort || content.length * 2 < tokens.length) return null;
  return compose(content, true);
}

/** “Ивановым” counts as a surname only beside a given name. */
const isFamilyBeside = (word: string) =>
  isDeclinedSurname(word) && !notNames.has(word) && givenName(word) === undefined;
const isSurname = (word: string) => surnamePattern.test(word) && !notNames.has(word);

interface NamePart {
  text: string;
  kind: 'given' | 'patronymic' | 'surname' | 'unknown';
  /** As it was heard, folded. */
  word: string;
}

/** “Ивановым Сергеем Петровичем” → “Иванов Сергей Петрович”: the given name tells the case, it or the patronymic the gender. */
function putInNominative(parts: NamePart[]): void {
  const of = (kind: NamePart['kind']) => parts.find((part) => part.kind === kind);
  const [given, patronymic, surname] = [of('given'), of('patronymic'), of('surname')];
  const read = patronymic && readPatronymic(patronymic.word);
  if (patronymic && read) {
    if (given && read.gender === 'masculine') given.text = maleName(given.word) ?? given.text;
    patronymic.text = capitalise(read.nominative);
  }
  if (!given || !surname) return;
  const gender = read?.gender ?? genderOfName(given.text);
  const isOblique = foldWord(given.text) !== given.word;
  if (gender && isOblique) surname.text = capitalise(nominativeSurname(surname.text.toLowerCase(), gender));
}

/** Sorts words into given name, patronymic and surname. Unknown words pass only when a name is certain to be meant. */
function compose(words: readonly Token[], isCertain: boolean): SpokenName | null {
  const parts: NamePart[] = [];
  const hasGiven = words.some((token) => givenName(token.word) !== undefined);
  for (const token of words) {
    const kind = kindOf(token.word, parts, isCertain, hasGiven);
    if (kind === 'unknown' && (!isCertain || parts.some((part) => part.kind === 'given'))) break;
    const text = kind === 'given' ? (givenName(token.word) ?? capitalise(token.raw)) : capitalise(token.raw);
    parts.push({ text, kind, word: token.word });
  }
  if (parts.length === 0) return null;
  putInNominative(parts);
  // A surname alone is a name only where one was asked for: “это Иванов” yes, “я из Иванова” no.
  const of = (kind: string) => parts.find((part) => part.kind === kind)?.text;
  const given = of('given') ?? of('unknown');
  return {
    full: parts.map((part) => part.text).join(' '),
    ...(given && { given }),
    ...(of('patronymic') && { patronymic: of('patronymic') }),
    ...(of('surname') && { surname: of('surname') }),
  };
}

function kindOf(
  word: string,
  before: readonly { kind: string }[],
  isCertain: boolean,
  isBesideGiven: boolean,
) {
  const hasGiven = before.some((part) => part.kind === 'given' || part.kind === 'unknown');
  if (hasGiven && readPatronymic(word)) return 'patronymic';
  if (
    !before.some((part) => part.kind === 'given') &&
    givenName(word) &&
    (isCertain || !isEverydayWord(word))
  ) {
    return 'given';
  }
  if (isSurname(word) || (isBesideGiven && isFamilyBeside(word))) return 'surname';
  return 'unknown';
}

function capitalise(word: string): string {
  return word
    .toLowerCase()
    .split('-')
    .map((part) => (part === '' ? part : part[0]?.toUpperCase() + part.slice(1)))
    .join('-');
}

/** Whether a word is a known given name in any case form. */
export function isGivenName(word: string): boolean {
  return givenName(foldWord(word)) !== undefined;
}
