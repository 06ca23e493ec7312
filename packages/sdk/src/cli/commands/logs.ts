import type { Allo } from '../../allo.ts';
import type { LiveMessage } from '../../live-message.ts';
import { type Command, type CommandContext, exitCodes } from '../command.ts';
import { numberOption, textOption } from '../option-values.ts';
import { liveLine } from '../show/live-line.ts';
import { json, limit, profile } from './option-sets.ts';

const words = {
  following: {
    en: 'Following {} from position {}. Ctrl-C ends it.',
    ru: 'Слежу за {} с позиции {}. Ctrl-C — выход.',
  },
  broken: { en: 'Interrupted, connecting again: {}', ru: 'Связь прервана, подключаюсь снова: {}' },
  tooOld: {
    en: 'Events before position {} are no longer kept; some are missing here.',
    ru: 'События до позиции {} уже не хранятся; часть здесь пропущена.',
  },
};
const usualTopics = ['call-events', 'agent-events', 'tool-events'];
const pageSize = 1000;

/** `allo logs` */
export const logs: Command = {
  name: 'logs',
  arguments: '[--follow] [--topics list] [--after position]',
  summary: {
    en: 'Events, one line each; with --follow as they happen',
    ru: 'События построчно; с --follow — по мере появления',
  },
  options: {
    follow: { type: 'boolean', short: 'f', about: { en: 'go on with what happens', ru: 'продолжать' } },
    topics: {
      type: 'string',
      value: 'list',
      about: {
        en: `call-events,agent-events,tool-events,billing-events,platform-events, and calls with --follow; the first three unless given`,
        ru: `call-events,agent-events,tool-events,billing-events,platform-events, с --follow и calls; по умолчанию первые три`,
      },
    },
    after: {
      type: 'string',
      value: 'position',
      about: { en: 'what came behind this position', ru: 'то, что было после этой позиции' },
    },
    ...limit,
    ...json,
    ...profile,
  },
  examples: [
    'allo logs --follow',
    'allo logs --follow --topics calls --json',
    'allo logs --limit 20 --topics platform-events',
  ],
  run: async (context) => {
    const topics =
      textOption(context, 'topics')
        ?.split(',')
        .map((one) => one.trim()) ?? usualTopics;
    const after = numberOption(context, 'after', 0);
    const most = numberOption(context, 'limit', 1);
    const allo = await context.connect();
    if (context.values.follow) return follow(context, allo, topics, after);
    const found = await past(allo, topics, after ?? 0, most ?? 100, context.terminal.signal);
    for (const event of found) show(context, { type: 'event', event });
    return exitCodes.done;
  },
};

async function follow(
  context: CommandContext,
  allo: Allo,
  topics: string[],
  after: number | undefined,
): Promise<number> {
  const { terminal, say, paint } = context;
  const { signal } = terminal;
  const tell = (text: string) => terminal.err(paint('dim', text));
  const onBreak = (reason: string) => tell(say(words.broken, reason));
  for await (const message of allo.follow({
    topics,
    signal,
    onBreak,
    ...(after !== undefined && { after }),
  })) {
    if (message.type === 'ready') tell(say(words.following, topics.join(', '), message.position));
    else if (message.type === 'too-old') terminal.err(paint('yellow', say(words.tooOld, message.position)));
    else show(context, message);
  }
  return exitCodes.done;
}

function show({ terminal, values, paint }: CommandContext, message: LiveMessage): void {
  terminal.out(values.json ? JSON.stringify(message) : liveLine(message, paint));
}

type Event = Extract<LiveMessage, { type: 'event' }>['event'];

/** The last events of these topics that are kept. */
async function past(
  allo: Allo,
  topics: string[],
  after: number,
  most: number,
  signal: AbortSignal,
): Promise<Event[]> {
  let found: Event[] = [];
  const wanted = new Set(topics);
  const only = topics.length === 1 ? { topic: topics[0] as Event['topic'] } : {};
  for (let position = after; ; ) {
    const page = await allo.call('GET /v1/events', {
      query: { after: position, limit: pageSize, ...only },
      signal,
    });
    found = [...found, ...page.items.filter(({ topic }) => wanted.has(topic))].slice(-most);
    if (page.items.length === 0) return found;
    position = page.nextAfter;
  }
}
