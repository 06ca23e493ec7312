import type { MessagePort } from 'node:worker_threads';
import { toAppError } from '@allo/kernel';
import type { MediaHost } from './media-host.ts';
import type { MediaNotice, MediaRequest } from './media-protocol.ts';
import { MediaVoiceServer } from './media-voice-server.ts';

/** Serves a host's MediaControl over a port: the body of the media thread. `onClose` runs after a `close` was answered. */
export function serveMediaControl(host: MediaHost, port: MessagePort, onClose: () => void): void {
  const voices: MediaVoiceServer[] = [];
  const tell = (notice: MediaNotice) => port.postMessage(notice);
  host.onLineClosed((lineId, reason, detail) => tell({ type: 'line-closed', lineId, reason, detail }));
  host.onRecordingTrouble((callId, message, detail) =>
    tell({ type: 'recording-trouble', callId, message, detail }),
  );
  const run = async (request: MediaRequest): Promise<unknown> => {
    switch (request.type) {
      case 'open-rtp':
        return host.openRtpLine(request.request);
      case 'connect-rtp':
        return host.connectRtpLine(request.lineId, request.target);
      case 'update-rtp':
        return host.updateRtpLine(request.lineId, request.change);
      case 'open-port':
        return host.openPortLine(request.request);
      case 'close-line':
        return host.closeLine(request.lineId, request.reason);
      case 'stats':
        return host.stats();
      case 'join-voice':
        voices.push(new MediaVoiceServer(host, request.port));
        return null;
      case 'close':
        await host.close();
        for (const voice of voices) voice.close();
        return null;
    }
  };
  port.on('message', (request: MediaRequest) => {
    const { requestId } = request;
    void run(request)
      .then(
        (value) => tell({ type: 'reply', requestId, value: value ?? null }),
        (error: unknown) => {
          const { code, message, detail } = toAppError(error, 'media_failed');
          tell({ type: 'refusal', requestId, code, message, detail });
        },
      )
      .finally(() => {
        if (request.type === 'close') onClose();
      });
  });
}
