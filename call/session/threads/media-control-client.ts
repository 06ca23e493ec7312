import type { MessagePort, Transferable } from 'node:worker_threads';
import type { MediaLineStats } from '@allo/call/media';
import type { CallId } from '@allo/contracts';
import type { LegCloseReason } from '@allo/contracts/ports';
import { AppError } from '@allo/kernel';
import type { LineRequest, MediaControl, MediaStats, RtpLineChange, RtpLineTarget } from './media-control.ts';
import type { MediaNotice, MediaRequest } from './media-protocol.ts';

/** A Worker or a MessagePort. */
export interface MediaChannel {
  postMessage(value: unknown, transfer?: Transferable[]): void;
  on(event: 'message', listener: (message: MediaNotice) => void): unknown;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: AppError): void;
}

type RequestBody = MediaRequest extends infer Request
  ? Request extends MediaRequest
    ? Omit<Request, 'requestId'>
    : never
  : never;

/** MediaControl over a channel to a media thread. */
export class MediaControlClient implements MediaControl {
  readonly #channel: MediaChannel;
  readonly #waiting = new Map<number, Waiting>();
  readonly #openLines = new Set<number>();
  #requestId = 0;
  #failure: AppError | null = null;
  #closing: Promise<void> | null = null;
  #onLineClosed: Parameters<MediaControl['onLineClosed']>[0] = () => {};
  #onRecordingTrouble: (callId: CallId, message: string, detail: string | undefined) => void = () => {};

  constructor(channel: MediaChannel) {
    this.#channel = channel;
    channel.on('message', (notice) => this.#receive(notice));
  }

  onLineClosed(listener: Parameters<MediaControl['onLineClosed']>[0]): void {
    this.#onLineClosed = listener;
  }

  onRecordingTrouble(listener: (callId: CallId, message: string, detail: string | undefined) => void): void {
    this.#onRecordingTrouble = listener;
  }

  async openRtpLine(request: LineRequest): Promise<{ lineId: number; localPort: number }> {
    const opened = await this.#ask<{ lineId: number; localPort: number }>({ type: 'open-rtp', request });
    this.#openLines.add(opened.lineId);
    return opened;
  }

  connectRtpLine(lineId: number, target: RtpLineTarget): Promise<void> {
    return this.#ask({ type: 'connect-rtp', lineId, target });
  }

  updateRtpLine(lineId: number, change: RtpLineChange): Promise<void> {
    return this.#ask({ type: 'update-rtp', lineId, change });
  }

  async openPortLine(request: LineRequest & { port: MessagePort }): Promise<{ lineId: number }> {
    const opened = await this.#ask<{ lineId: number }>({ type: 'open-port', request }, [request.port]);
    this.#openLines.add(opened.lineId);
    return opened;
  }

  /** After a crash of the thread it resolves with null: there is nothing left to close. */
  async closeLine(lineId: number, reason?: LegCloseReason): Promise<MediaLineStats | null> {
    this.#openLines.delete(lineId);
    if (this.#failure) return null;
    try {
      return await this.#ask<MediaLineStats | null>({ type: 'close-line', lineId, reason });
    } catch {
      return null;
    }
  }

  stats(): Promise<MediaStats> {
    return this.#ask({ type: 'stats' });
  }

  /** Hands the media end of a channel to a voice thread over; the other end belongs to its MediaVoicePort. */
  joinVoice(port: MessagePort): Promise<void> {
    return this.#ask({ type: 'join-voice', port }, [port]);
  }

  close(): Promise<void> {
    this.#closing ??= this.#failure
      ? Promise.resolve()
      : this.#ask<void>({ type: 'close' }).catch(() => {
          // The thread died while closing: closed all the same.
        });
    return this.#closing;
  }

  /** The thread is gone: everything asked is refused from now on and every open line told closed. Idempotent. */
  fail(detail: string): void {
    if (this.#failure) return;
    this.#failure = new AppError('media_failed', 'The audio stage stopped.', { detail });
    for (const waiting of this.#waiting.values()) waiting.reject(this.#failure);
    this.#waiting.clear();
    for (const lineId of this.#openLines) this.#onLineClosed(lineId, 'wire-failed', detail);
    this.#openLines.clear();
  }

  #ask<Value>(body: RequestBody, transfer: Transferable[] = []): Promise<Value> {
    if (this.#failure) return Promise.reject(this.#failure);
    const requestId = ++this.#requestId;
    return new Promise<Value>((resolve, reject) => {
      this.#waiting.set(requestId, { resolve: (value) => resolve(value as Value), reject });
      this.#channel.postMessage({ ...body, requestId }, transfer);
    });
  }

  #receive(notice: MediaNotice): void {
    switch (notice.type) {
      case 'reply':
        this.#waiting.get(notice.requestId)?.resolve(notice.value);
        this.#waiting.delete(notice.requestId);
        return;
      case 'refusal': {
        const { code, message, detail } = notice;
        this.#waiting.get(notice.requestId)?.reject(new AppError(code, message, { detail }));
        this.#waiting.delete(notice.requestId);
        return;
      }
      case 'line-closed':
        this.#openLines.delete(notice.lineId);
        return this.#onLineClosed(notice.lineId, notice.reason, notice.detail);
      case 'recording-trouble':
        return this.#onRecordingTrouble(notice.callId, notice.message, notice.detail);
    }
  }
}
