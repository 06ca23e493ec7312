import { account } from './parts/account.ts';
import { audit } from './parts/audit.ts';
import { detail } from './parts/detail.ts';
import { home } from './parts/home.ts';
import { keys } from './parts/keys.ts';
import { organisations } from './parts/organisations.ts';
import { permission } from './parts/permission.ts';
import { privacy } from './parts/privacy.ts';
import { profile } from './parts/profile.ts';
import { role } from './parts/role.ts';
import { services } from './parts/services.ts';
import { shell } from './parts/shell.ts';
import { talk } from './parts/talk.ts';
import { team } from './parts/team.ts';
import { webhooks } from './parts/webhooks.ts';

export const ru = {
  common: {
    copied: 'Скопировано',
    retry: 'Повторить',
    loading: 'Загрузка',
    loadMore: 'Показать ещё',
    skip: 'К содержанию',
    browser: 'Браузер',
    simulated: 'Проверочный',
    none: '—',
  },
  nav: {
    home: 'Обзор',
    talk: 'Поговорить',
    calls: 'Звонки',
    leads: 'Заявки',
    settings: 'Настройки',
    label: 'Разделы',
  },
  live: {
    connecting: 'Подключение…',
    live: 'На связи',
    polling: 'Связь прервана, опрос',
    hint: 'Новые звонки появляются на странице сами',
  },
  settings: {
    theme: 'Оформление',
    themes: { system: 'Как в системе', light: 'Светлое', dark: 'Тёмное' },
    language: 'Язык',
  },
  problem: {
    unreachable: {
      title: 'Сервер Allo не отвечает',
      cure: 'Проверьте, что он запущен (make start), и повторите. Страница обновится сама, когда он вернётся.',
    },
    unexpected_reply: {
      title: 'Ответ сервера не удалось прочитать',
      cure: 'Похоже, страница старее сервера. Обновите её; если не помогло, соберите консоль заново: npm run build:console.',
    },
    not_found: {
      title: 'Здесь ничего нет',
      cure: 'Проверьте адрес: возможно, запись удалена или ссылка неполная.',
    },
    rate_limited: { title: 'Слишком много запросов', cure: 'Подождите несколько секунд и повторите.' },
    forbidden: {
      title: 'Вам это не разрешено',
      cure: 'Попросите владельца или администратора организации: Настройки → Команда.',
    },
    conflict: { title: 'Сейчас так нельзя', cure: 'Причина ниже. Устраните её и повторите.' },
    bad_request: { title: 'Сервер не принял введённое', cure: 'Что не так — ниже. Исправьте и повторите.' },
    precondition_failed: {
      title: 'Кто-то успел изменить это раньше вас',
      cure: 'Обновите страницу, чтобы увидеть его изменения, и повторите свои.',
    },
    unavailable: {
      title: 'Сервер сейчас не может этого сделать',
      cure: 'Подождите минуту и повторите. Не прошло — причина в журнале сервера.',
    },
    unknown: {
      title: 'Что-то пошло не так',
      cure: 'Повторите. Если ошибка останется, посмотрите журнал сервера: причина записана там.',
    },
  },
  home: home.ru,
  part: {
    database: 'База данных',
    sip: 'Телефония SIP',
    stt: 'Распознавание речи',
    llm: 'Языковая модель',
    tts: 'Синтез речи',
    vad: 'Детектор речи',
    recordings: 'Записи',
    state: { ok: 'Работает', missing: 'Нет', degraded: 'С оговоркой' },
  },
  cure: {
    stt_missing: {
      title: 'По телефону агент вас пока не слышит',
      text: 'Он здоровается, понимает нажатия клавиш и принимает сообщение. На странице «Поговорить» слушает сам браузер. Чтобы агент понимал речь, задайте одну из двух настроек и перезапустите Allo: ключ OpenAI или адрес своего сервера Whisper.',
    },
    llm_scenario_only: {
      title: 'Разговор ведёт сценарий, без языковой модели',
      text: 'Это рабочий режим: агент спрашивает, переспрашивает и записывает по правилам. Чтобы он отвечал свободнее, задайте ключ или адрес любого совместимого сервера и перезапустите Allo.',
    },
    database_embedded: {
      title: 'Встроенная база не ждёт диска',
      text: 'Сбой программы она переживает, но внезапное отключение питания может стоить последних секунд. Для постоянной работы укажите PostgreSQL 15 или новее.',
    },
    tts_basic_voice: {
      title: 'Встроенный голос простой',
      text: 'eSpeak NG не требует учётной записи, но звучит как машина. Для живого голоса укажите ключ или адрес сервера с /audio/speech и перезапустите Allo.',
    },
    tts_missing: {
      title: 'Агенту нечем говорить',
      text: 'Установите необязательные пакеты (npm ci --include=optional) или укажите адрес сервера с /audio/speech и перезапустите Allo.',
    },
    sip_off: {
      title: 'Телефония не принимает звонков',
      text: 'Этот процесс запущен без роли voice. Добавьте её в ROLES и перезапустите Allo.',
    },
    provider_down: {
      title: 'Сервис не отвечает',
      text: 'Проверьте его адрес, ключ и сеть. Пока он молчит, агент пользуется запасными фразами.',
    },
    unknown: {
      title: 'Требует внимания',
      text: 'Код «{{code}}». Что он значит и как исправить, описано в docs/failure-modes.md.',
    },
  },
  talk: talk.ru,
  call: {
    state: {
      ringing: 'Вызов',
      active: 'Идёт',
      completed: 'Завершён',
      failed: 'Сбой',
      rejected: 'Отклонён',
      interrupted: 'Прерван',
    },
    outcome: {
      lead: 'Заявка',
      callback: 'Перезвонить',
      info_only: 'Справка',
      not_target: 'Не по теме',
      failed: 'Неудача',
      custom: 'Особый',
    },
    direction: { inbound: 'Входящий', outbound: 'Исходящий' },
  },
  endReason: {
    'message-left': 'Оставлено сообщение',
    'caller-declined': 'Звонящий отказался',
    'time-is-up': 'Время разговора вышло',
    'caller-hung-up': 'Звонящий положил трубку',
    'agent-hung-up': 'Агент завершил разговор',
    'caller-cancelled': 'Звонящий не дождался ответа',
    'media-timeout': 'Пропал звук с той стороны',
    'wire-failed': 'Связь прервалась',
    shutdown: 'Сервер остановлен',
    'max-duration': 'Истекло наибольшее время разговора',
    'voice-failed': 'Синтез речи отказал',
    silence: 'Звонящий долго молчал',
    completed: 'Разговор окончен',
    interrupted: 'Сервер был прерван посреди разговора',
    'connection-lost': 'Связь с сервером прервалась. Всё сказанное до этого сохранено',
    'no-answer': 'Сервер не ответил. Проверьте, что Allo запущен, и позвоните ещё раз',
  },
  field: {
    name: 'Имя',
    phone: 'Телефон',
    email: 'Почта',
    topic: 'Тема',
    message: 'Сообщение',
    reason: 'Причина',
    date: 'День',
    time: 'Время',
    datetime: 'Когда',
    when: 'Когда',
    callback_time: 'Когда перезвонить',
    service: 'Услуга',
    master: 'Мастер',
    doctor: 'Врач',
    complaint: 'Жалоба',
    company: 'Компания',
    budget: 'Бюджет',
    need: 'Потребность',
    city: 'Город',
    address: 'Адрес',
    caller_name: 'Имя',
    client_name: 'Имя',
    patient_name: 'Пациент',
    visit_at: 'Время визита',
    is_right: 'Всё верно',
    to_fix: 'Что исправить',
    details: 'Подробности',
    interest: 'Интерес',
    speciality: 'Специальность врача',
    timeframe: 'Сроки',
    company_size: 'Размер компании',
  },
  calls: {
    title: 'Звонки',
    text: 'Каждый разговор с записью, расшифровкой и временем ответа.',
    allAgents: 'Все агенты',
    allStates: 'Любое состояние',
    filterAgent: 'Отбор по агенту',
    filterState: 'Отбор по состоянию',
    columns: {
      state: 'Состояние',
      agent: 'Агент',
      parties: 'Кто и куда',
      started: 'Начало',
      duration: 'Длительность',
      outcome: 'Итог',
      latency: 'Ответ, p50',
    },
    latencyHint: 'Медиана по ходам: от конца речи звонящего до первого звука агента',
    from: 'от {{party}}',
    emptyTitle: 'Звонков ещё не было',
    emptyText:
      'Поговорите с агентом в браузере или наберите его адрес в SIP-клиенте, и звонок появится здесь.',
    filteredTitle: 'Таких звонков нет',
    filteredText: 'Под выбранные условия ничего не подходит.',
    clearFilters: 'Сбросить отбор',
    open: 'Открыть звонок',
  },
  detail: detail.ru,
  leads: {
    title: 'Заявки',
    text: 'Что агенты записали со слов звонящих.',
    kind: { lead: 'Заявка', callback: 'Перезвонить', message: 'Сообщение' },
    status: { new: 'Новая', in_progress: 'В работе', done: 'Закрыта' },
    unnamed: 'Имя не названо',
    openCall: 'Звонок',
    callPhone: 'Позвонить {{phone}}',
    emptyTitle: 'Заявок пока нет',
    emptyText:
      'Когда звонящий оставит имя, телефон или сообщение, агент запишет их сюда. Попробуйте сами: позвоните Лидии и попросите перезвонить.',
  },
  account: account.ru,
  shell: shell.ru,
  role: role.ru,
  permission: permission.ru,
  team: team.ru,
  organisations: organisations.ru,
  keys: keys.ru,
  webhooks: webhooks.ru,
  services: services.ru,
  audit: audit.ru,
  privacy: privacy.ru,
  profile: profile.ru,
  notFound: { title: 'Такой страницы нет', text: 'Возможно, ссылка устарела.', home: 'На обзор' },
};
