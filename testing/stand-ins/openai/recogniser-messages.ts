export interface RecogniserOrder {
  id: number;
  /** JSGF. */
  grammar: string;
  /** 8 kHz, -1 to 1. */
  samples: Float32Array;
}

export type RecogniserAnswer = { id: number; text: string } | { id: number; error: string };
