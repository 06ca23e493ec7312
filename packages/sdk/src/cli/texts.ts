/** What is shown in the language of the terminal. */
export interface Text {
  en: string;
  ru: string;
}
export type Language = keyof Text;

/** `LC_ALL`, `LC_MESSAGES`, `LANG`, in the order POSIX has them. */
export function languageOf(env: Record<string, string | undefined>): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return /^ru/i.test(locale) ? 'ru' : 'en';
}

/** Words several commands use. `{}` is replaced in order. */
export const texts = {
  usage: { en: 'Usage:', ru: 'Вызов:' },
  commands: { en: 'Commands:', ru: 'Команды:' },
  options: { en: 'Options:', ru: 'Параметры:' },
  examples: { en: 'Examples:', ru: 'Примеры:' },
  about: {
    en: 'Manage agents, read calls and watch an Allo installation.',
    ru: 'Агенты, звонки и наблюдение за установкой Allo.',
  },
  moreHelp: {
    en: '`allo <command> --help` tells more. Docs: docs/cli.md',
    ru: '`allo <команда> --help` расскажет больше. Документация: docs/cli.md',
  },
  exitCodes: {
    en: 'Exit code: 0 done, 1 done and the answer is no (differences, faults), 2 could not be done.',
    ru: 'Код выхода: 0 — сделано, 1 — сделано, но ответ «нет» (различия, неполадки), 2 — не удалось.',
  },
  unknownCommand: {
    en: 'There is no command “{}”. `allo --help` lists them.',
    ru: 'Нет команды «{}». Список: `allo --help`.',
  },
  seeHelp: { en: 'See `allo {} --help`.', ru: 'См. `allo {} --help`.' },
  missing: { en: '{} is missing.', ru: 'Не указано: {}.' },
  tooMany: { en: '“{}” is one argument too many.', ru: 'Лишний аргумент «{}».' },
  wrongChoice: { en: '--{} is one of: {}', ru: '--{}: одно из {}' },
  wrongNumber: { en: '--{} is a whole number from {} on.', ru: '--{}: целое число от {}.' },
  noKey: {
    en: 'There is no key for {}. Make one in the console (Settings → API keys), then: allo login --url {}',
    ru: 'Нет ключа для {}. Создайте его в консоли (Настройки → Ключи API), затем: allo login --url {}',
  },
  badKey: {
    en: 'The key is not valid (any more). Sign in with another: allo login',
    ru: 'Ключ недействителен. Войдите с другим: allo login',
  },
  lookCloser: { en: '`allo doctor` looks closer.', ru: 'Подробнее: `allo doctor`.' },
  requestId: { en: 'For the log of the server: request {}', ru: 'Для журнала сервера: запрос {}' },
  nothing: { en: 'Nothing to show.', ru: 'Показывать нечего.' },
  profileOption: { en: 'another stored login', ru: 'другой сохранённый вход' },
  jsonOption: { en: 'for programs', ru: 'для программ' },
  helpOption: { en: 'this text', ru: 'эта справка' },
  dirOption: { en: 'folder of the files; agents unless given', ru: 'папка с файлами; по умолчанию agents' },
  limitOption: { en: 'at most so many', ru: 'не больше стольких' },
} satisfies Record<string, Text>;

export function say(language: Language, text: Text, ...words: Array<string | number>): string {
  let next = 0;
  return text[language].replace(/\{\}/g, () => String(words[next++] ?? ''));
}
