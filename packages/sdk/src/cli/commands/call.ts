import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Allo } from '../../allo.ts';
import type { ReplyOf } from '../../operation.ts';
import { type Command, type CommandContext, exitCodes } from '../command.ts';
import { argument, textOption } from '../option-values.ts';
import { plain } from '../show/plain.ts';
import { table } from '../show/table.ts';
import { duration, moment } from '../show/time.ts';
import { json, profile } from './option-sets.ts';

type Call = ReplyOf<'GET /v1/calls/{id}'>;

const words = {
  call: { en: 'Call', ru: 'Звонок' },
  state: { en: 'state', ru: 'состояние' },
  agent: { en: 'agent', ru: 'агент' },
  route: { en: 'from → to', ru: 'откуда → куда' },
  started: { en: 'started', ru: 'начало' },
  lasted: { en: 'lasted', ru: 'длился' },
  outcome: { en: 'outcome', ru: 'итог' },
  unconfirmed: { en: 'not confirmed', ru: 'не подтверждено' },
  caller: { en: 'caller', ru: 'звонящий' },
  wordless: {
    en: 'No words: nothing was said, or the key lacks calls:listen.',
    ru: 'Слов нет: ничего не сказано, или у ключа нет права calls:listen.',
  },
  written: { en: 'Recording written to {}', ru: 'Запись сохранена в {}' },
};

/** `allo call` */
export const call: Command = {
  name: 'call',
  arguments: '<id> [--recording file.wav]',
  mostArguments: 1,
  summary: {
    en: 'One call: what was said and what came of it',
    ru: 'Один звонок: что сказано и чем кончилось',
  },
  options: {
    recording: {
      type: 'string',
      value: 'file.wav',
      about: {
        en: 'write its sound there: caller left, agent right',
        ru: 'записать звук: слева звонящий, справа агент',
      },
    },
    ...json,
    ...profile,
  },
  examples: [
    'allo call 0195a1b2-…',
    'allo call 0195a1b2-… --recording call.wav',
    'allo call 0195a1b2-… --json',
  ],
  run: async (context) => {
    const { terminal, say, values } = context;
    const id = argument(context, 0, '<id>');
    const path = textOption(context, 'recording');
    const allo = await context.connect();
    if (path !== undefined) {
      await writeRecording(allo, id, resolve(terminal.cwd, path), terminal.signal);
      terminal.err(say(words.written, path));
      return exitCodes.done;
    }
    const found = await allo.calls.get(id, { signal: terminal.signal });
    if (values.json) terminal.out(JSON.stringify(found, null, 2));
    else for (const line of callLines(found, context)) terminal.out(line);
    return exitCodes.done;
  },
};

/** A recording that breaks off leaves nothing behind. */
async function writeRecording(allo: Allo, id: string, path: string, signal: AbortSignal): Promise<void> {
  const { body } = await allo.calls.recording(id, { signal });
  const beside = `${path}.part`;
  try {
    await pipeline(Readable.fromWeb((body ?? new Blob([]).stream()) as never), createWriteStream(beside), {
      signal,
    });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

function callLines(found: Call, { say, paint }: Pick<CommandContext, 'say' | 'paint'>): string[] {
  const facts = [
    [say(words.state), [found.state, found.endReason].filter(Boolean).join(', ')],
    [say(words.agent), found.agentName],
    [say(words.route), `${found.from} → ${found.to} (${found.wire})`],
    [say(words.started), moment(found.startedAt)],
    [say(words.lasted), duration(found.durationMs)],
    [say(words.outcome), [found.outcome, found.outcomeReason].filter(Boolean).join(': ') || '–'],
    ...found.fields.map(({ name, display, isConfirmed }) => [
      name,
      isConfirmed ? display : `${display} (${say(words.unconfirmed)})`,
    ]),
  ];
  const said = found.transcript.map(({ speaker, text, startMs, isInterrupted }) => {
    const who = speaker === 'agent' ? found.agentName : say(words.caller);
    const name = paint(speaker === 'agent' ? 'cyan' : 'bold', `${plain(who)}:`);
    return `${paint('dim', duration(startMs).padStart(5))}  ${name} ${plain(text)}${isInterrupted ? ' —' : ''}`;
  });
  return [
    ...table([say(words.call), found.id], facts),
    '',
    ...(said.length > 0 ? said : [paint('dim', say(words.wordless))]),
  ];
}
