import type { Script, ScriptedReply } from './script.ts';

export interface ChatMessage {
  role: string;
  content: string;
}

/** Openers that change the wording and not the sense; the text decides which, so a run repeats itself. */
const openers = ['', 'Хорошо. ', 'Понятно. ', 'Да, конечно. '];
const englishOpeners = ['', 'All right. ', 'I see. ', 'Certainly. '];
const otherwise = 'Извините, об этом мне ничего не известно.';

/** What the model says: the script's next reply, else its first matching rule, else the marked instruction in other words. */
export function chatAnswer(messages: readonly ChatMessage[], script: Script): ScriptedReply {
  const scripted = script.nextReply();
  if (scripted !== null) return scripted;
  const lastUser = messages.findLast((message) => message.role === 'user')?.content ?? '';
  const rule = script.rules.find(({ match }) => match.test(lastUser));
  if (rule) return rule.reply;
  const instruction = markedText(messages, script.markers);
  return instruction === null ? otherwise : reworded(instruction);
}

/** The last instruction between the markers, looking from the newest message back. */
function markedText(
  messages: readonly ChatMessage[],
  [open, close]: readonly [string, string],
): string | null {
  for (const { content } of messages.toReversed()) {
    const start = content.lastIndexOf(open);
    if (start < 0) continue;
    const end = content.indexOf(close, start + open.length);
    if (end > start) return content.slice(start + open.length, end).trim();
  }
  return null;
}

function reworded(instruction: string): string {
  let hash = 0;
  for (const letter of instruction) hash = (Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0)) >>> 0;
  const list = /\p{Script=Cyrillic}/u.test(instruction) ? openers : englishOpeners;
  return `${list[hash % list.length] ?? ''}${instruction}`;
}
