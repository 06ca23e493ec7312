export { type DataFolder, prepareDataFolder } from './data-folder.ts';
export { type FolderLock, takeFolderLock } from './folder-lock.ts';
export { adoptPlainRecordings } from './adopt-plain-recordings.ts';
export { createFileObjectStore } from './file-object-store.ts';
export { createRecordingFolder } from './recording-folder.ts';
export { type EventJournalOptions, openEventJournal } from './event-journal.ts';
