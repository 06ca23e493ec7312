/** Orders to the synthesiser's process. Requests are told apart by `id`, so many go on at once. */
export type EspeakOrder =
  | {
      type: 'synthesize';
      id: number;
      text: string;
      voice: string;
      /** Words per minute. */
      rate: number;
      /** 0 to 99. */
      pitch: number;
      /** 0 to 99: how far the melody moves. */
      range: number;
    }
  | { type: 'cancel'; id: number };

/** What the process answers. `ready` once; then for every request chunks and one `done`, unless cancelled. */
export type EspeakReply =
  | { type: 'ready' }
  | { type: 'chunk'; id: number; pcm: Int16Array }
  | { type: 'done'; id: number }
  /** The synthesiser itself failed on this text. */
  | { type: 'failed'; id: number; detail: string };
