/** The six cases of Russian, in the order in which forms are listed everywhere here. */
export const grammaticalCases = [
  'nominative',
  'genitive',
  'dative',
  'accusative',
  'instrumental',
  'prepositional',
] as const;

export type GrammaticalCase = (typeof grammaticalCases)[number];

/** Forms in the order of `grammaticalCases`. */
export type CaseForms = readonly [string, string, string, string, string, string];

export const caseIndex: Record<GrammaticalCase, number> = {
  nominative: 0,
  genitive: 1,
  dative: 2,
  accusative: 3,
  instrumental: 4,
  prepositional: 5,
};

/** The form of `forms` in `grammaticalCase`. */
export function inCase(forms: CaseForms, grammaticalCase: GrammaticalCase): string {
  return forms[caseIndex[grammaticalCase]] as string;
}
