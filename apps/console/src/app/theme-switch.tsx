import { useTranslation } from 'react-i18next';
import { Icon, type IconName } from '../ui/icon.tsx';
import { chooseTheme, type ThemeChoice, themeChoices, useThemeChoice } from './theme-choice.ts';

const icons: Record<ThemeChoice, IconName> = { system: 'system', light: 'sun', dark: 'moon' };

/** One button that walks through the three choices. */
export function ThemeSwitch() {
  const { t } = useTranslation();
  const choice = useThemeChoice();
  const next = themeChoices[(themeChoices.indexOf(choice) + 1) % themeChoices.length] ?? 'system';
  const label = `${t('settings.theme')}: ${t(`settings.themes.${choice}`)}`;
  return (
    <button
      type="button"
      onClick={() => chooseTheme(next)}
      aria-label={label}
      title={label}
      className="inline-flex size-8 items-center justify-center rounded-lg text-soft transition-colors hover:bg-sunken hover:text-ink"
    >
      <Icon name={icons[choice]} className="size-[18px]" />
    </button>
  );
}
