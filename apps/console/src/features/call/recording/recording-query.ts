import { queryOptions } from '@tanstack/react-query';
import { withOrganisation } from '../../../api/organisation-choice.ts';
import { ProblemError } from '../../../api/problem-error.ts';
import { type WavPeaks, WavPeakReader } from './wav-peaks.ts';

export const recordingUrl = (callId: string): string =>
  withOrganisation(`/v1/calls/${encodeURIComponent(callId)}/recording`);

/** The peaks of a finished recording, read as a stream; sound itself is played by the browser from the address. */
export const recordingPeaksQuery = (callId: string) =>
  queryOptions({
    queryKey: ['recording-peaks', callId],
    queryFn: ({ signal }) => readPeaks(recordingUrl(callId), signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

async function readPeaks(url: string, signal: AbortSignal): Promise<WavPeaks> {
  const response = await fetch(url, { signal });
  if (!response.ok || !response.body)
    throw new ProblemError('not_found', response.status, response.statusText);
  const peaks = new WavPeakReader();
  const stream = response.body.getReader();
  for (let part = await stream.read(); !part.done; part = await stream.read()) peaks.push(part.value);
  return peaks.finish();
}
