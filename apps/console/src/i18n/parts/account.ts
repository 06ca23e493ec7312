/** The ways in. */
export const account = {
  ru: {
    name: 'Имя',
    organisation: 'Организация',
    email: 'Эл. почта',
    password: 'Пароль',
    newPassword: 'Новый пароль',
    passwordHint: 'Не короче 10 знаков.',
    signOut: 'Выйти',
    claim: {
      title: 'Станьте владельцем',
      text: 'Эта установка Allo пока ничья. Ссылка сработает один раз.',
      noToken: 'Эта установка Allo пока ничья. Откройте ссылку из терминала, где запущен сервер.',
      submit: 'Начать работу',
    },
    signIn: {
      title: 'Вход',
      submit: 'Войти',
      by: 'Войти через {{site}}',
      confirmed: 'Адрес подтверждён. Теперь войдите.',
      failed: {
        link_expired: 'Ссылка устарела. Войдите с паролем, и мы пришлём новую.',
        not_invited: 'У этого адреса нет учётной записи, а новых людей сюда приглашают.',
        other: 'Войти не получилось. Попробуйте ещё раз или войдите с паролем.',
      },
    },
    forgotten: {
      title: 'Забыли пароль?',
      text: 'Пришлём ссылку, по которой можно задать новый.',
      submit: 'Прислать ссылку',
      sent: 'Если у адреса есть учётная запись, письмо уже в пути.',
      inTerminal:
        'Почтовый сервер не настроен (SMTP_URL). Если у адреса есть учётная запись, ссылка — в терминале сервера.',
      back: 'Вернуться ко входу',
    },
    reset: {
      title: 'Новый пароль',
      text: 'После этого на всех устройствах придётся войти заново.',
      submit: 'Сохранить пароль',
    },
    join: {
      title: 'Приглашение',
      text: 'Вас приглашают в организацию «{{organisation}}» с адресом {{email}}.',
      hint: 'Если у вас уже есть учётная запись с этим адресом, введите её пароль.',
      submit: 'Присоединиться',
      accept: 'Принять приглашение',
    },
    problem: {
      unauthorized: 'Адрес или пароль неверны.',
      email_unconfirmed: 'Сначала подтвердите адрес: мы снова отправили письмо со ссылкой.',
      rate_limited: 'Слишком много попыток. Подождите и попробуйте снова.',
      not_found: 'Ссылка уже использована или устарела. Попросите новую.',
      conflict: 'У этого адреса уже есть учётная запись: войдите с её паролем.',
      forbidden: 'Этого сделать нельзя: адрес другой или сюда приглашают.',
    },
  },
  en: {
    name: 'Name',
    organisation: 'Organisation',
    email: 'E-mail',
    password: 'Password',
    newPassword: 'New password',
    passwordHint: 'At least 10 characters.',
    signOut: 'Sign out',
    claim: {
      title: 'Become the owner',
      text: 'Nobody owns this installation of Allo yet. The link works once.',
      noToken:
        'Nobody owns this installation of Allo yet. Open the link from the terminal the server runs in.',
      submit: 'Get started',
    },
    signIn: {
      title: 'Sign in',
      submit: 'Sign in',
      by: 'Sign in by {{site}}',
      confirmed: 'The address is confirmed. Sign in now.',
      failed: {
        link_expired: 'The link has expired. Sign in with your password and we will send another.',
        not_invited: 'This address has no account, and new people come here by invitation.',
        other: 'Signing in did not work. Try again, or use your password.',
      },
    },
    forgotten: {
      title: 'Forgot the password?',
      text: 'We send a link by which you choose a new one.',
      submit: 'Send the link',
      sent: 'If the address has an account, a letter is on its way.',
      inTerminal:
        'No mail server is set (SMTP_URL). If the address has an account, the link is in the terminal of the server.',
      back: 'Back to signing in',
    },
    reset: {
      title: 'A new password',
      text: 'After this you sign in anew on all your devices.',
      submit: 'Save the password',
    },
    join: {
      title: 'Invitation',
      text: 'You are invited to the organisation “{{organisation}}” with the address {{email}}.',
      hint: 'If you have an account with this address already, enter its password.',
      submit: 'Join',
      accept: 'Accept the invitation',
    },
    problem: {
      unauthorized: 'The address or the password is wrong.',
      email_unconfirmed: 'Confirm your address first: we have sent the letter with the link again.',
      rate_limited: 'Too many attempts. Wait and try again.',
      not_found: 'The link was used or has expired. Ask for a new one.',
      conflict: 'This address has an account already: sign in with its password.',
      forbidden: 'This cannot be done: it is another address, or people come here by invitation.',
    },
  },
};
