import { tokenize } from './tokens.ts';

const yesWords = new Set(
  'да ага угу дада да-да да-да-да пускай пусть валяйте поехали плюс верно правильно точно конечно именно хорошо ладно давай давайте подходит подойдет устраивает удобно согласен согласна можно ок окей естественно разумеется обязательно так все-верно подтверждаю хочу буду нужно надо отлично идет годится есть ес йес пожалуй разумеется безусловно'.split(
    ' ',
  ),
);
const noWords = new Set(
  'нет неа не-а нету неверно неправильно неточно неудобно никак нельзя отнюдь нет-нет нетушки против отказываюсь откажусь обойдусь никогда минус мимо ошибка ошибочно'.split(
    ' ',
  ),
);
/** Words that only lead in: “да нет”, “ну не надо”, “конечно нет”. The word after them decides. */
const leads = new Set(
  'да ну конечно вообще точно совершенно абсолютно в общем-то наверное пожалуй хорошо'.split(' '),
);
const skipped = new Set(
  'ну э ээ эм мм вот это в принципе вообще-то наверное скорее всего все вы я мне мы же уж вроде как бы'.split(
    ' ',
  ),
);

/**
 * Yes, no, or null when the turn says neither. The first decisive word counts, except where Russian turns it over:
 * “да нет” is no, “конечно нет” is no, “нет, всё верно” is undecided, “почему бы и нет” and “не против” are yes.
 */
export function extractYesNo(text: string): boolean | null {
  const words = tokenize(text).map((token) => token.word);
  const line = ` ${words.join(' ')} `;
  if (
    / (?:почему бы и? ?нет|почему нет|не против|не возражаю|нет возражений|нет проблем|без проблем|без вопросов|только за|само собой|а как же|еще бы|было дело) /.test(
      line,
    )
  )
    return true;
  // Both at once, and “да ну”, which is surprise.
  if (/ (?:и да и нет|да или нет|и нет и да) /.test(line) || / да ну $/.test(line)) return null;
  if (
    / (?:ни в коем случае|ни за что|вряд ли|не сейчас|не думаю|не угадали|вы ошиблись|ничего подобного|да ну нет) /.test(
      line,
    )
  )
    return false;
  if (/^ (?:не|да не|ну не) $/.test(line)) return false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as string;
    const next = words[at + 1] ?? '';
    if (leads.has(word) && (noWords.has(next) || next === 'не')) continue;
    if (word === 'не')
      return yesWords.has(next) || /^(?:нужн|буд|хо|получ|могу|тот|та|то|сто|по|со)/.test(next)
        ? false
        : null;
    if (noWords.has(word)) return isTakenBack(words.slice(at + 1)) ? null : false;
    if (yesWords.has(word)) return true;
    if (!skipped.has(word) && at >= 5) return null;
  }
  return null;
}

/** “нет, всё верно”: the second half denies the first. */
function isTakenBack(rest: readonly string[]): boolean {
  const at = rest.findIndex((word) => /^(?:верно|правильно|подходит|удобно)$/.test(word));
  return at >= 0 && !rest.slice(0, at).includes('не');
}
