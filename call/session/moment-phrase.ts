import type { Skillbase } from '@allo/contracts/skillbase';

const phrases: Record<Skillbase['language'], string> = {
  ru: 'Секунду, пожалуйста.',
  en: 'One moment, please.',
};

/** Said while a recogniser is slow, so that nobody listens to silence. */
export function momentPhrase(language: Skillbase['language']): string {
  return phrases[language];
}
