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
import type { ru } from './ru.ts';

type Texts<T> = {
  [K in keyof T]: T[K] extends string ? string : T[K] extends string[] ? string[] : Texts<T[K]>;
};

export const en: Texts<typeof ru> = {
  common: {
    copied: 'Copied',
    retry: 'Try again',
    loading: 'Loading',
    loadMore: 'Load more',
    skip: 'Skip to content',
    browser: 'Browser',
    simulated: 'Simulated',
    none: '—',
  },
  nav: {
    home: 'Overview',
    talk: 'Talk',
    calls: 'Calls',
    leads: 'Leads',
    settings: 'Settings',
    label: 'Sections',
  },
  live: {
    connecting: 'Connecting…',
    live: 'Live',
    polling: 'Link lost, polling',
    hint: 'New calls appear on the page by themselves',
  },
  settings: {
    theme: 'Appearance',
    themes: { system: 'System', light: 'Light', dark: 'Dark' },
    language: 'Language',
  },
  problem: {
    unreachable: {
      title: 'The Allo server does not answer',
      cure: 'Check that it is running (make start) and try again. The page catches up by itself once it is back.',
    },
    unexpected_reply: {
      title: 'The server’s reply could not be read',
      cure: 'This page is probably older than the server. Reload it; if that does not help, rebuild: npm run build:console.',
    },
    not_found: {
      title: 'Nothing is here',
      cure: 'Check the address: the record may be gone or the link incomplete.',
    },
    rate_limited: { title: 'Too many requests', cure: 'Wait a few seconds and try again.' },
    forbidden: {
      title: 'You may not do this',
      cure: 'Ask an owner or admin of the organisation: Settings → Team.',
    },
    conflict: { title: 'This cannot be done now', cure: 'The reason is below. Mend it and try again.' },
    bad_request: {
      title: 'The server did not take what was entered',
      cure: 'What is wrong is below. Mend it and try again.',
    },
    precondition_failed: {
      title: 'Somebody changed this before you',
      cure: 'Reload the page to see their changes, then make yours again.',
    },
    unavailable: {
      title: 'The server cannot do this now',
      cure: 'Wait a minute and try again. If it stays, the reason is in the server’s log.',
    },
    unknown: {
      title: 'Something went wrong',
      cure: 'Try again. If it stays, the reason is in the server’s log.',
    },
  },
  home: home.en,
  part: {
    database: 'Database',
    sip: 'SIP telephony',
    stt: 'Speech recognition',
    llm: 'Language model',
    tts: 'Speech synthesis',
    vad: 'Voice detector',
    recordings: 'Recordings',
    state: { ok: 'Running', missing: 'Missing', degraded: 'With a note' },
  },
  cure: {
    stt_missing: {
      title: 'On the phone the agent cannot hear words yet',
      text: 'It greets, understands key presses and takes a message. On the Talk page the browser itself listens. To let the agent understand speech, set one of these and restart Allo: an OpenAI key, or the address of your own Whisper server.',
    },
    llm_scenario_only: {
      title: 'A scenario leads the conversation, without a language model',
      text: 'This is a working mode: the agent asks, re-asks and takes notes by rule. For freer answers set a key, or the address of any compatible server, and restart Allo.',
    },
    database_embedded: {
      title: 'The embedded database does not wait for the disk',
      text: 'It survives a crash of the program, but a power cut may cost the last seconds. For lasting use point it to PostgreSQL 15 or newer.',
    },
    tts_basic_voice: {
      title: 'The built-in voice is plain',
      text: 'eSpeak NG needs no account, but sounds like a machine. For a human voice set a key, or the address of a server with /audio/speech, and restart Allo.',
    },
    tts_missing: {
      title: 'The agent has no voice',
      text: 'Install the optional packages (npm ci --include=optional), or set the address of a server with /audio/speech, and restart Allo.',
    },
    sip_off: {
      title: 'Telephony takes no calls',
      text: 'This process runs without the role “voice”. Add it to ROLES and restart Allo.',
    },
    provider_down: {
      title: 'The service does not answer',
      text: 'Check its address, key and the network. Until then the agent uses fallback phrases.',
    },
    unknown: {
      title: 'Needs attention',
      text: 'Code “{{code}}”. docs/failure-modes.md says what it means and how to mend it.',
    },
  },
  talk: talk.en,
  call: {
    state: {
      ringing: 'Ringing',
      active: 'In progress',
      completed: 'Completed',
      failed: 'Failed',
      rejected: 'Rejected',
      interrupted: 'Cut off',
    },
    outcome: {
      lead: 'Lead',
      callback: 'Call back',
      info_only: 'Information',
      not_target: 'Off target',
      failed: 'Unsuccessful',
      custom: 'Custom',
    },
    direction: { inbound: 'Inbound', outbound: 'Outbound' },
  },
  endReason: {
    'message-left': 'A message was left',
    'caller-declined': 'The caller declined',
    'time-is-up': 'The time for a call ran out',
    'caller-hung-up': 'The caller hung up',
    'agent-hung-up': 'The agent ended the call',
    'caller-cancelled': 'The caller did not wait for an answer',
    'media-timeout': 'Sound from the other side stopped',
    'wire-failed': 'The line broke',
    shutdown: 'The server was stopped',
    'max-duration': 'The longest time for a call ran out',
    'voice-failed': 'Speech synthesis failed',
    silence: 'The caller was silent for long',
    completed: 'The conversation came to its end',
    interrupted: 'The server was killed in mid-call',
    'connection-lost': 'The link to the server broke. What was said until then is kept',
    'no-answer': 'The server did not answer. Check that Allo is running and call again',
  },
  field: {
    name: 'Name',
    phone: 'Phone',
    email: 'E-mail',
    topic: 'Topic',
    message: 'Message',
    reason: 'Reason',
    date: 'Day',
    time: 'Time',
    datetime: 'When',
    when: 'When',
    callback_time: 'Call back at',
    service: 'Service',
    master: 'Specialist',
    doctor: 'Doctor',
    complaint: 'Complaint',
    company: 'Company',
    budget: 'Budget',
    need: 'Need',
    city: 'City',
    address: 'Address',
    caller_name: 'Name',
    client_name: 'Name',
    patient_name: 'Patient',
    visit_at: 'Visit at',
    is_right: 'All correct',
    to_fix: 'To correct',
    details: 'Details',
    interest: 'Interest',
    speciality: 'Speciality',
    timeframe: 'Timeframe',
    company_size: 'Company size',
  },
  calls: {
    title: 'Calls',
    text: 'Every conversation with its recording, transcript and response times.',
    allAgents: 'All agents',
    allStates: 'Any state',
    filterAgent: 'Filter by agent',
    filterState: 'Filter by state',
    columns: {
      state: 'State',
      agent: 'Agent',
      parties: 'From and to',
      started: 'Started',
      duration: 'Duration',
      outcome: 'Outcome',
      latency: 'Response, p50',
    },
    latencyHint: 'Median over the turns: end of the caller’s speech to the agent’s first sound',
    from: 'from {{party}}',
    emptyTitle: 'No calls yet',
    emptyText:
      'Talk to an agent in the browser, or dial its address in a SIP client, and the call appears here.',
    filteredTitle: 'No such calls',
    filteredText: 'Nothing matches the chosen conditions.',
    clearFilters: 'Clear the filters',
    open: 'Open the call',
  },
  detail: detail.en,
  leads: {
    title: 'Leads',
    text: 'What agents noted from callers’ words.',
    kind: { lead: 'Lead', callback: 'Call back', message: 'Message' },
    status: { new: 'New', in_progress: 'In progress', done: 'Done' },
    unnamed: 'No name given',
    openCall: 'Call',
    callPhone: 'Call {{phone}}',
    emptyTitle: 'No leads yet',
    emptyText:
      'When a caller leaves a name, a number or a message, the agent notes it here. Try it: call Lidia and ask to be called back.',
  },
  account: account.en,
  shell: shell.en,
  role: role.en,
  permission: permission.en,
  team: team.en,
  organisations: organisations.en,
  keys: keys.en,
  webhooks: webhooks.en,
  services: services.en,
  audit: audit.en,
  privacy: privacy.en,
  profile: profile.en,
  notFound: { title: 'There is no such page', text: 'The link may be out of date.', home: 'To the overview' },
};
