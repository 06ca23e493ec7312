export interface PlayerState {
  isPlaying: boolean;
  speed: number;
  hasFailed: boolean;
}

/** Plays one recording. The position changes too often for React: it is read per animation frame. */
export class CallPlayer {
  private readonly audio = new Audio();
  private readonly listeners = new Set<() => void>();
  private state: PlayerState = { isPlaying: false, speed: 1, hasFailed: false };

  constructor(url: string) {
    this.audio.preload = 'metadata';
    this.audio.src = url;
    this.audio.addEventListener('play', () => this.set({ isPlaying: true }));
    this.audio.addEventListener('pause', () => this.set({ isPlaying: false }));
    this.audio.addEventListener('error', () => this.set({ hasFailed: true, isPlaying: false }));
    this.audio.addEventListener('seeked', () => this.set({}));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly getState = (): PlayerState => this.state;

  get positionMs(): number {
    return this.audio.currentTime * 1000;
  }

  toggle(): void {
    if (this.audio.paused) this.play();
    else this.audio.pause();
  }

  playFrom(positionMs: number): void {
    this.seek(positionMs);
    this.play();
  }

  seek(positionMs: number): void {
    this.audio.currentTime = Math.max(0, positionMs / 1000);
  }

  setSpeed(speed: number): void {
    this.audio.playbackRate = speed;
    this.set({ speed });
  }

  readonly close = (): void => this.audio.pause();

  private play(): void {
    // A refusal reaches the error listener; a seek in between rejects harmlessly.
    this.audio.play().catch(() => undefined);
  }

  private set(change: Partial<PlayerState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}
