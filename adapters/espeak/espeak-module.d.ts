/** The part we use of the optional GPL-3 package, which brings no types. */
declare module '@echogarden/espeak-ng-emscripten' {
  export interface EspeakWorker {
    /** Gender, age and variant 0 leave the choice to the name. */
    set_voice(name: string, language: string, gender: number, age: number, variant: number): number;
    set_rate(wordsPerMinute: number): void;
    set_pitch(pitch: number): void;
    set_range(range: number): void;
    /** Synchronous; `onChunk` gets about 100 ms at 22050 Hz and stops the work by answering true. */
    synthesize(text: string, onChunk: (audio: Int16Array, events: unknown[]) => boolean): void;
  }
  export default function createModule(): Promise<{ eSpeakNGWorker: new () => EspeakWorker }>;
}
