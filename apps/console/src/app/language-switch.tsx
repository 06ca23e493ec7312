import { useTranslation } from 'react-i18next';
import { chooseLanguage, languages } from '../i18n/language.ts';

const names = { ru: 'Русский', en: 'English' };

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <div role="group" aria-label={t('settings.language')} className="flex rounded-lg bg-sunken p-0.5">
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={i18n.language === language}
          aria-label={names[language]}
          onClick={() => void chooseLanguage(language)}
          className="h-7 rounded-md px-2 text-xs font-medium text-faint uppercase transition-colors hover:text-ink aria-pressed:bg-surface aria-pressed:text-ink aria-pressed:shadow-card"
        >
          {language}
        </button>
      ))}
    </div>
  );
}
