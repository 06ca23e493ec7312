import { type Token, tokenize } from './tokens.ts';
import { numberWord } from './number-words.ts';
import { parseCardinal, parseSmallCardinal } from './parse-cardinal.ts';

const written = /[a-z0-9][a-z0-9._%+-]*@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/i;

const domainWords: Record<string, string> = {
  яндекс: 'yandex',
  мэйл: 'mail',
  мейл: 'mail',
  маил: 'mail',
  майл: 'mail',
  емайл: 'mail',
  джимейл: 'gmail',
  джимэйл: 'gmail',
  гмейл: 'gmail',
  гмэйл: 'gmail',
  гмайл: 'gmail',
  рамблер: 'rambler',
  инбокс: 'inbox',
  аутлук: 'outlook',
  лист: 'list',
  бк: 'bk',
  ру: 'ru',
  ком: 'com',
  нет: 'net',
  орг: 'org',
  рф: 'xn--p1ai',
};
const signs: [RegExp, string][] = [
  [/^точк[аиу]?$/, '.'],
  [/^(?:собака|собачка|собаку|эт)$/, '@'],
  [/^(?:дефис|тире|минус)$/, '-'],
  [/^(?:подчеркивание|подчерк|андерскор)$/, '_'],
];
const letterNames: Record<string, string> = {
  эй: 'a',
  би: 'b',
  бэ: 'b',
  си: 'c',
  цэ: 'c',
  ди: 'd',
  дэ: 'd',
  эф: 'f',
  джи: 'g',
  гэ: 'g',
  эйч: 'h',
  аш: 'h',
  ай: 'i',
  джей: 'j',
  кей: 'k',
  ка: 'k',
  эль: 'l',
  эл: 'l',
  эм: 'm',
  эн: 'n',
  пи: 'p',
  пэ: 'p',
  кью: 'q',
  ар: 'r',
  эр: 'r',
  эс: 's',
  ти: 't',
  тэ: 't',
  ви: 'v',
  вэ: 'v',
  дабл: 'w',
  икс: 'x',
  игрек: 'y',
  уай: 'y',
  зет: 'z',
  зэт: 'z',
};
const latin: Record<string, string> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'h',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'sch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
};
/** Remarks on how it is spelled. */
const aside =
  /(?:как слышится(?:,? так и пишется)?|так и пишется|маленькими(?: буквами)?|строчными(?: буквами)?|латинскими(?: буквами)?|латиницей|слитно|без пробелов|в одно слово)/giu;
const lead =
  /^(?:почта|имейл|емейл|адрес|электронная|электронный|мой|моя|это|так|запишите|пишите|ну|вот|на|латинскими|буквами|имэйл|email|нижнее)$/;

/**
 * An e-mail address, written or dictated: “иван точка петров собака яндекс точка ру” → ivan.petrov@yandex.ru.
 * Russian words are transliterated. Null without a whole address.
 */
export function extractEmail(text: string): string | null {
  const direct = written.exec(text.replaceAll(/\s+(?:собака|@)\s+/gi, '@'));
  if (direct) return direct[0].toLowerCase();
  const tokens = tokenize(text.replaceAll(aside, ' '));
  const at = tokens.findIndex((token) => /^(?:собака|собачка|собаку|эт)$/.test(token.word));
  if (at < 1) return null;
  const local = spell(localPart(tokens, at), false);
  const domain = spell(tokens.slice(at + 1, at + 8), true);
  const whole = `${local}@${withDots(domain)}`;
  return written.exec(whole)?.[0] === whole ? whole : null;
}

/** The words before the sign, back to a lead-in such as “почта” or “адрес”. */
function localPart(tokens: readonly Token[], at: number): Token[] {
  let from = at;
  while (from > 0 && !(lead.test(tokens[from - 1]?.word ?? '') && tokens[from - 1]?.word !== 'нижнее'))
    from -= 1;
  return tokens.slice(from, at).filter((token) => token.word !== 'нижнее');
}

/** “Две тысячи” is 2000; otherwise figures follow each other as they are said. */
function readNumber(tokens: readonly Token[], at: number) {
  const small = parseSmallCardinal(tokens, at);
  const isThousands = small !== null && /^тысяч/.test(tokens[small.next]?.word ?? '');
  return isThousands ? parseCardinal(tokens, at) : small;
}

function spell(tokens: readonly Token[], isDomain: boolean): string {
  let spelled = '';
  for (let at = 0; at < tokens.length; at += 1) {
    const word = tokens[at]?.word ?? '';
    const sign = signs.find(([pattern]) => pattern.test(word))?.[1];
    const known = isDomain ? domainWords[word] : undefined;
    const number = numberWord(word) ? readNumber(tokens, at) : null;
    if (number) at = number.next - 1;
    spelled += sign ?? known ?? (number ? String(number.value) : (letterNames[word] ?? transliterate(word)));
    // The address ends with its top-level domain; what follows is talk.
    if (isDomain && /^(?:ru|com|net|org|xn--p1ai)$/.test(known ?? '') && spelled !== known) break;
  }
  return spelled;
}

/** “яндекс ру” without the dot said. */
const withDots = (domain: string) =>
  domain.includes('.') ? domain : domain.replace(/^(.+?)(ru|com|net|org)$/, '$1.$2');

function transliterate(word: string): string {
  return Array.from(word, (letter) => latin[letter] ?? (/[a-z0-9._-]/.test(letter) ? letter : '')).join('');
}
