import { browserServerMessageSchema } from '@allo/contracts/http';
import { socketUrl } from '../../api/organisation-choice.ts';
import { type Microphone, openMicrophone } from './audio/microphone.ts';
import { openSpeaker, type Speaker, type SpeakerReport } from './audio/speaker.ts';
import {
  hasSpeechRecognition,
  type SpeechRecogniser,
  startSpeechRecognition,
} from './audio/speech-recognition.ts';
import { isEcho } from './is-echo.ts';
import { idleTalk, reduceTalk, type TalkEffect, type TalkEvent, type TalkState } from './talk-state.ts';

/** Beyond a second of unsent voice the network is stuck; newer voice is worth more than older. */
const longestQueueBytes = 32_000;
const endOverdueMs = 3000;

export interface TalkLevels {
  microphone: number;
  speaker: number;
}

/** Runs the effects of the talk reducer: microphone, loudspeaker, socket, recognition. One per page, reusable. */
export class TalkSession {
  private state: TalkState = idleTalk;
  private readonly listeners = new Set<() => void>();
  private readonly levels: TalkLevels = { microphone: 0, speaker: 0 };
  private language: 'ru' | 'en' = 'ru';
  private context: AudioContext | null = null;
  private microphone: Microphone | null = null;
  private speaker: Speaker | null = null;
  private recogniser: SpeechRecogniser | null = null;
  private socket: WebSocket | null = null;
  /** Grows with every call: what an earlier call still delivers is dropped. */
  private generation = 0;
  /** Last figures of the playback worklet. */
  report: SpeakerReport = { level: 0, playedMs: 0, depthMs: 0, underruns: 0 };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly getState = (): TalkState => this.state;
  /** Peaks of the last moments, 0…1; read per animation frame, so not part of the state. */
  readonly getLevels = (): Readonly<TalkLevels> => this.levels;

  call(agent: { id: string; language: 'ru' | 'en' }, wantsMicrophone: boolean): void {
    this.language = agent.language;
    const canRecognise = hasSpeechRecognition();
    this.dispatch({ type: 'call-pressed', agentId: agent.id, wantsMicrophone, canRecognise });
  }

  readonly dispatch = (event: TalkEvent): void => {
    const { state, effects } = reduceTalk(this.state, event);
    this.state = state;
    for (const listener of this.listeners) listener();
    for (const effect of effects) this.run(effect);
  };

  /** Leaves the call, if there is one. Idempotent. */
  readonly close = (): void => {
    this.dispatch({ type: 'hang-up-pressed' });
    this.release(true);
    this.state = idleTalk;
  };

  private run(effect: TalkEffect): void {
    switch (effect.type) {
      case 'open-audio':
        void this.openAudio(effect.wantsMicrophone);
        return;
      case 'open-socket':
        this.openSocket();
        return;
      case 'send':
        if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(effect.message));
        return;
      case 'clear-playback':
        this.speaker?.clear();
        return;
      case 'start-recognition':
        this.startRecognition();
        return;
      case 'set-muted':
        this.microphone?.setMuted(effect.isMuted);
        this.recogniser?.setPaused(effect.isMuted);
        return;
      case 'await-end':
        this.later(endOverdueMs, () => this.dispatch({ type: 'end-overdue' }));
        return;
      case 'release':
        this.release(effect.isGraceful);
        return;
    }
  }

  private later(delayMs: number, work: () => void): void {
    const generation = this.generation;
    setTimeout(() => {
      if (generation === this.generation) work();
    }, delayMs);
  }

  private async openAudio(wantsMicrophone: boolean): Promise<void> {
    this.generation += 1;
    const generation = this.generation;
    const context = new AudioContext({ latencyHint: 'interactive' });
    this.context = context;
    try {
      await context.resume();
      const speaker = await openSpeaker(context, (report) => this.onReport(report));
      const microphone = wantsMicrophone ? await openMicrophone(context, this.onFrame) : 'off';
      const isOn = typeof microphone === 'object';
      if (generation !== this.generation || this.context !== context) {
        speaker?.close();
        if (isOn) microphone.close();
        return;
      }
      this.speaker = speaker;
      this.microphone = isOn ? microphone : null;
      this.dispatch({ type: 'audio-opened', microphone: isOn ? 'on' : microphone });
    } catch (error) {
      if (generation !== this.generation) return;
      this.dispatch({ type: 'audio-failed', detail: error instanceof Error ? error.message : '' });
    }
  }

  private openSocket(): void {
    const socket = new WebSocket(socketUrl('/v1/browser-call'));
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    const isCurrent = () => this.socket === socket;
    socket.addEventListener('open', () => isCurrent() && this.dispatch({ type: 'socket-opened' }));
    socket.addEventListener('close', () => isCurrent() && this.dispatch({ type: 'socket-closed' }));
    socket.addEventListener('message', (event: MessageEvent<ArrayBuffer | string>) => {
      if (!isCurrent()) return;
      if (typeof event.data === 'string') this.onText(event.data);
      else this.speaker?.play(event.data);
    });
  }

  private onText(text: string): void {
    try {
      const parsed = browserServerMessageSchema.safeParse(JSON.parse(text));
      if (parsed.success) this.dispatch({ type: 'message-received', message: parsed.data });
    } catch {
      // Not JSON: a newer server may say more than this page knows.
    }
  }

  private readonly onFrame = (frame: Int16Array<ArrayBuffer>): void => {
    let peak = 0;
    for (const sample of frame) peak = Math.max(peak, Math.abs(sample));
    this.levels.microphone = peak / 32768;
    if (this.state.phase !== 'live' || this.socket?.readyState !== WebSocket.OPEN) return;
    if (this.socket.bufferedAmount < longestQueueBytes) this.socket.send(frame);
  };

  private onReport(report: SpeakerReport): void {
    this.report = report;
    this.levels.speaker = report.level;
  }

  private startRecognition(): void {
    if (!this.microphone) return;
    this.recogniser = startSpeechRecognition(this.language, this.microphone.track, {
      onText: (text, isFinal) => {
        if (this.isOwnEcho(text)) return;
        this.dispatch({ type: 'speech-recognised', text, isFinal });
      },
      onFailed: (code) => this.dispatch({ type: 'recognition-failed', code }),
    });
  }

  /** Only what the agent said last can still be in the air. */
  private isOwnEcho(text: string): boolean {
    const last = this.state.lines.findLast((line) => line.speaker === 'agent');
    const isHeard = this.state.agentState === 'speaking' || this.state.agentState === 'greeting';
    return last !== undefined && (isHeard || this.report.depthMs > 0) && isEcho(text, last.text);
  }

  private release(isGraceful: boolean): void {
    this.generation += 1;
    this.recogniser?.close();
    this.microphone?.close();
    const { socket, speaker, context } = this;
    this.socket = null;
    this.recogniser = null;
    this.microphone = null;
    this.speaker = null;
    this.context = null;
    this.levels.microphone = 0;
    this.levels.speaker = 0;
    if (socket && socket.readyState <= WebSocket.OPEN) socket.close(1000);
    // The last words are still in the jitter buffer when `ended` arrives: let them be heard.
    const tailMs = isGraceful ? Math.min(3000, this.report.depthMs + 100) : 0;
    setTimeout(() => {
      speaker?.close();
      if (context && context.state !== 'closed') void context.close();
    }, tailMs);
  }
}
