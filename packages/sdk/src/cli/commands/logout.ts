import { type Command, exitCodes } from '../command.ts';
import { textOption } from '../option-values.ts';
import { profilesPath, readProfiles, usualProfile, writeProfiles } from '../profiles.ts';
import { profile } from './option-sets.ts';

const words = {
  done: {
    en: 'Profile {} is forgotten here. The key itself works until it is revoked in the console.',
    ru: 'Профиль {} удалён с этой машины. Сам ключ действует, пока его не отзовут в консоли.',
  },
  none: { en: 'There is no profile {}.', ru: 'Нет профиля {}.' },
};

/** `allo logout` */
export const logout: Command = {
  name: 'logout',
  arguments: '[--profile name]',
  summary: { en: 'Forget a stored login', ru: 'Забыть сохранённый вход' },
  options: profile,
  examples: ['allo logout', 'allo logout --profile work'],
  run: async (context) => {
    const { terminal, say } = context;
    const path = profilesPath(terminal);
    const name = textOption(context, 'profile') ?? (terminal.env.ALLO_PROFILE || usualProfile);
    const { [name]: forgotten, ...rest } = await readProfiles(path);
    if (!forgotten) {
      terminal.err(say(words.none, name));
      return exitCodes.no;
    }
    await writeProfiles(path, rest);
    terminal.out(say(words.done, name));
    return exitCodes.done;
  },
};
