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

/** The last instruction between the markers, looking from the newest message back. Marked text may hold marked text. */
function markedText(messages: readonly ChatMessage[], markers: readonly [string, string]): string | null {
  for (const { content } of messages.toReversed()) {
    const text = lastMarked(content, markers);
    if (text !== null) return text;
  }
  return null;
}

/** Walks back from the last closing marker to the opening one that belongs to it. */
function lastMarked(content: string, [open, close]: readonly [string, string]): string | null {
  const end = content.lastIndexOf(close);
  let depth = 0;
  for (let place = end; place >= 0; place--) {
    if (content.startsWith(close, place)) depth++;
    else if (content.startsWith(open, place)) depth--;
    if (depth === 0) return content.slice(place + open.length, end).trim();
  }
  return null;
}

function reworded(instruction: string): string {
  let hash = 0;
  for (const letter of instruction) hash = (Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0)) >>> 0;
  const list = /\p{Script=Cyrillic}/u.test(instruction) ? openers : englishOpeners;
  return `${list[hash % list.length] ?? ''}${instruction}`;
}
