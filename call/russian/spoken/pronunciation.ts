/** How a voice wants stress marked: not at all, `+` before the vowel, or an acute accent after it. */
export type StressNotation = 'none' | 'plus' | 'acute';

const acute = '\u0301';

// Words that voices often stress wrongly and that have one reading only; the vowel after `+` is stressed.
const stressed = `
звон+ит звон+ят позвон+ит позвон+ят перезвон+ит перезвон+ят созвон+имся догов+ор догов+ора догов+оры догов+оров катал+ог катал+оги
кварт+ал кварт+ала крас+ивее т+орты б+анты жалюз+и обеспеч+ение ср+едства ход+атайство газопров+од мусоропров+од диал+ог некрол+ог
опт+овый опт+овая эксп+ерт аэроп+орты ш+арфы щав+ель св+ёкла т+уфля т+уфли включ+ит включ+ат включ+ён включен+а отключ+ит
подключ+ит облегч+ить углуб+ить полож+ить нач+ать прин+ять дешев+изна дос+уг исч+ерпать нед+уг стол+яр мастерск+ая к+ухонный
м+аркетинг докум+ент проц+ент инстр+умент килом+етр сантим+етр миллим+етр
`;

/** Lower-case word → how it is said, in the notation of the voice. */
export function pronunciations(
  own: Readonly<Record<string, string>>,
  notation: StressNotation,
): ReadonlyMap<string, string> {
  const said = new Map<string, string>();
  if (notation !== 'none') {
    for (const word of stressed.trim().split(/\s+/))
      said.set(word.replaceAll('+', ''), markStress(word, notation));
  }
  for (const [word, spoken] of Object.entries(own))
    said.set(word.toLowerCase(), markStress(spoken, notation));
  return said;
}

/** Rewrites the stress marks of `word` (`+` before or an acute after the vowel) in the given notation. */
export function markStress(word: string, notation: StressNotation): string {
  const plain = word.replaceAll(new RegExp(`([аеёиоуыэюя])${acute}`, 'gi'), '+$1');
  if (notation === 'plus') return plain;
  return plain.replaceAll(/\+([аеёиоуыэюя])/gi, notation === 'acute' ? `$1${acute}` : '$1');
}
