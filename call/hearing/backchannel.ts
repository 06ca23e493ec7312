/** Words that say “I am listening”, not “let me speak”. The same words are answers when something was asked. */
const backchannels = new Set([
  'угу',
  'ага',
  'да',
  'так',
  'понятно',
  'хорошо',
  'ясно',
  'мм',
  'м',
  'ммм',
  'ну',
  'конечно',
  'ок',
  'окей',
  'верно',
  'uh',
  'huh',
  'mhm',
  'mm',
  'yeah',
  'yes',
  'right',
  'ok',
  'okay',
  'sure',
  'hm',
  'hmm',
  'see',
  'i',
]);

/** True when the text holds nothing but listener's noises, up to four of them. */
export function isBackchannel(text: string): boolean {
  const words =
    text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/\p{L}+/gu) ?? [];
  return words.length > 0 && words.length <= 4 && words.every((word) => backchannels.has(word));
}
