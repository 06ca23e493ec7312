export { Wording, type WordingEvent, type WordingRequest } from './wording.ts';
export { buildMessages, type HistoryEntry } from './prompt.ts';
