import type { Caller, CallOptions, QueryOf, ReplyOf } from '../operation.ts';

type Transcript = ReplyOf<'GET /v1/calls/{id}/transcript'>;

/** Calls, their words and recordings. */
export function calls(allo: Caller) {
  return {
    list: (query: QueryOf<'GET /v1/calls'> = {}, options: CallOptions = {}) =>
      allo.list('GET /v1/calls', { query, ...options }),
    get: (id: string, options: CallOptions = {}) =>
      allo.call('GET /v1/calls/{id}', { params: { id }, ...options }),
    events: (id: string, options: CallOptions = {}) =>
      allo.list('GET /v1/calls/{id}/events', { params: { id }, ...options }),
    transcript: (id: string, options: CallOptions = {}) =>
      allo.call('GET /v1/calls/{id}/transcript', { params: { id }, ...options }) as Promise<
        Exclude<Transcript, string>
      >,
    /** To be read, or as subtitles of the recording. */
    transcriptText: (
      id: string,
      query: { format?: 'txt' | 'srt'; language?: 'ru' | 'en' } = {},
      options: CallOptions = {},
    ) =>
      allo.call('GET /v1/calls/{id}/transcript', {
        params: { id },
        query: { format: 'txt', ...query },
        ...options,
      }) as Promise<string>,
    /** WAV, the caller on the left, the agent on the right; a part of it by the header `range`. */
    recording: (id: string, options: CallOptions = {}) =>
      allo.call('GET /v1/calls/{id}/recording', { params: { id }, ...options }),
    hangUp: (id: string, options: CallOptions = {}) =>
      allo.call('POST /v1/calls/{id}/hang-up', { params: { id }, ...options }),
    remove: (id: string, options: CallOptions = {}) =>
      allo.call('DELETE /v1/calls/{id}', { params: { id }, ...options }),
  };
}
