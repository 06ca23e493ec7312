import { Allo } from '../../allo.ts';
import { type Command, exitCodes, UsageError } from '../command.ts';
import { usualUrl } from '../login-of.ts';
import { textOption } from '../option-values.ts';
import { profilesPath, readProfiles, usualProfile, writeProfiles } from '../profiles.ts';
import { plain } from '../show/plain.ts';
import { texts } from '../texts.ts';
import { profile } from './option-sets.ts';

const words = {
  question: { en: 'API key of {} (not shown): ', ru: 'API-ключ для {} (не показывается): ' },
  keyName: { en: 'The key', ru: 'ключ' },
  done: { en: 'Signed in to {} as “{}” in {}.', ru: 'Вход в {} выполнен: «{}», организация {}.' },
  stored: { en: 'Kept in {}, profile {}.', ru: 'Сохранено в {}, профиль {}.' },
};

/** `allo login` */
export const login: Command = {
  name: 'login',
  arguments: '[--url address] [--key key] [--profile name]',
  summary: {
    en: 'Keep the address and the API key of an installation',
    ru: 'Запомнить адрес установки и API-ключ',
  },
  options: {
    url: {
      type: 'string',
      value: 'address',
      about: { en: `${usualUrl} unless given`, ru: `по умолчанию ${usualUrl}` },
    },
    key: {
      type: 'string',
      value: 'key',
      about: {
        en: 'asked for when absent; given here, other users of the machine may see it',
        ru: 'если не указан, будет запрошен; здесь его могут увидеть другие пользователи машины',
      },
    },
    ...profile,
  },
  examples: [
    'allo login',
    'allo login --url https://calls.example.com --profile work',
    'cat key.txt | allo login --url https://calls.example.com',
  ],
  run: async (context) => {
    const { terminal, say } = context;
    const url = textOption(context, 'url') ?? (terminal.env.ALLO_URL || usualUrl);
    const apiKey = textOption(context, 'key') ?? (await terminal.askSecret(say(words.question, url)));
    if (!apiKey) throw new UsageError(say(texts.missing, say(words.keyName)));
    // A key is kept only when the installation knows it.
    const me = await new Allo({ baseUrl: url, apiKey, retries: 0 }).me({ signal: terminal.signal });
    const name = textOption(context, 'profile') ?? (terminal.env.ALLO_PROFILE || usualProfile);
    const path = profilesPath(terminal);
    await writeProfiles(path, { ...(await readProfiles(path)), [name]: { url, apiKey } });
    terminal.out(say(words.done, url, plain(me.name), plain(me.organisation.name)));
    terminal.out(say(words.stored, path, name));
    return exitCodes.done;
  },
};
