export { type DataFolder, prepareDataFolder } from './data-folder.ts';
export { type FolderLock, takeFolderLock } from './folder-lock.ts';
export { createFileObjectStore as createFileObjects } from './file-object-store.ts';
export { createRecordingFolder } from './recording-folder.ts';
export { type ByteRange, type ObjectStore, createFileObjectStore } from './object-store.ts';
export { type EventJournalOptions, openEventJournal } from './event-journal.ts';
