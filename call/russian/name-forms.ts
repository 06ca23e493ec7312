export type NameGender = 'masculine' | 'feminine';

const colloquial: Record<string, string> = {
  иваныч: 'Иванович',
  палыч: 'Павлович',
  михалыч: 'Михайлович',
  саныч: 'Александрович',
  сергеич: 'Сергеевич',
  алексеич: 'Алексеевич',
  андреич: 'Андреевич',
  николаич: 'Николаевич',
  василич: 'Васильевич',
  степаныч: 'Степанович',
  семеныч: 'Семёнович',
};

/** “Сергеевича”, “викторовны”, “иваныч” (folded) → the ending put right and whose it is; undefined when it is none. */
export function readPatronymic(word: string): { nominative: string; gender: NameGender } | undefined {
  const spoken = colloquial[word];
  if (spoken !== undefined) return { nominative: spoken, gender: 'masculine' };
  const male = /^([а-я]{2,}(?:ович|евич|ьич|мич|тич|нтич|кич))(?:а|у|ем|е)?$/.exec(word);
  if (male) return { nominative: male[1] as string, gender: 'masculine' };
  const female = /^([а-я]{2,}(?:овн|евн|ичн|иничн))(?:а|ы|е|у|ой)$/.exec(word);
  return female ? { nominative: `${female[1]}а`, gender: 'feminine' } : undefined;
}

const declined =
  /^[а-я]{2,}(?:(?:ов|ев|ин|ын)(?:а|у|ым|е|ой|ы)|(?:ск|цк)(?:ого|ому|им|ом|ую|ой)|(?:чук|щук|юк|ман|берг|штейн|янц)(?:а|у|ом|ем|е))$/;

/** Whether a folded word may be a surname in an oblique case: “ивановым”, “смирновой”, “чайковского”. */
export const isDeclinedSurname = (word: string) => declined.test(word);

/** A surname beside a given name that stands in an oblique case, as it is written in documents. */
export function nominativeSurname(word: string, gender: NameGender): string {
  if (gender === 'feminine') {
    return word.replace(/(ов|ев|ёв|ин|ын)(?:у|ой|ы)$/, '$1а').replace(/(ск|цк)(?:ую|ой)$/, '$1ая');
  }
  const short = word
    .replace(/(ов|ев|ёв|ин|ын)(?:а|у|ым|е)$/, '$1')
    .replace(/(ск|цк)(?:ого|ому|им|ом)$/, '$1ий');
  // Ковальчука, Мельнику: consonants take the endings of nouns.
  return short === word
    ? word.replace(/(ук|юк|ик|ак|ек|ец|ян|ман|берг|штейн|ер|дт)(?:а|у|ом|ем|е)$/, '$1')
    : short;
}
