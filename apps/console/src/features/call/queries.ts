import { callDetailSchema, callEventListSchema } from '@allo/contracts/http';
import { queryOptions } from '@tanstack/react-query';
import { readJson } from '../../api/read-json.ts';
import { livePollMs } from '../../app/live/live-calls.ts';

const isOver = (state: string | undefined) =>
  state !== undefined && state !== 'active' && state !== 'ringing';

export const callQuery = (callId: string) =>
  queryOptions({
    queryKey: ['call', callId],
    queryFn: ({ signal }) => readJson(`/v1/calls/${encodeURIComponent(callId)}`, callDetailSchema, signal),
    refetchInterval: (query) => (isOver(query.state.data?.state) ? false : livePollMs()),
  });

export const callEventsQuery = (callId: string) =>
  queryOptions({
    queryKey: ['call-events', callId],
    queryFn: ({ signal }) =>
      readJson(`/v1/calls/${encodeURIComponent(callId)}/events`, callEventListSchema, signal),
  });
