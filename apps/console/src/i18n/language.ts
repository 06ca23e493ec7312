import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';
import { ru } from './ru.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof ru };
  }
}

export const languages = ['ru', 'en'] as const;
export type Language = (typeof languages)[number];

const storageKey = 'allo.language';

/** Russian unless the reader chose otherwise. */
function readLanguage(): Language {
  try {
    const stored = localStorage.getItem(storageKey);
    return languages.find((one) => one === stored) ?? 'ru';
  } catch {
    return 'ru';
  }
}

export async function startLanguage(): Promise<void> {
  const language = readLanguage();
  document.documentElement.lang = language;
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'ru',
    resources: { ru: { translation: ru }, en: { translation: en } },
    interpolation: { escapeValue: false },
  });
}

export async function chooseLanguage(language: Language): Promise<void> {
  document.documentElement.lang = language;
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Storage is forbidden: the choice lasts until the page is closed.
  }
  await i18next.changeLanguage(language);
}
