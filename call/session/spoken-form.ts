import { createSpokenRussian } from '@allo/call/russian/spoken';
import type { Skillbase } from '@allo/contracts/skillbase';

/** Written text → what a voice should be given, by language. One instance per language serves all calls of a thread. */
const forms: Partial<Record<Skillbase['language'], (text: string) => string>> = {};

export function spokenForm(language: Skillbase['language']): (text: string) => string {
  const known = forms[language];
  if (known) return known;
  const russian = language === 'ru' ? createSpokenRussian() : null;
  const made = russian ? (text: string) => russian.normalise(text) : (text: string) => text;
  forms[language] = made;
  return made;
}
