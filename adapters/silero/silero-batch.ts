import type { EngineRateHz } from '@allo/contracts/ports';
import type { Tensor } from 'onnxruntime-node';
import { type SileroModel, stateLayers, stateSize } from './silero-model.ts';
import type { SileroStream } from './silero-stream.ts';

/** Window and context of the network, in samples: 32 ms and 4 ms at both rates. */
export const layouts: Record<EngineRateHz, { windowSize: number; contextSize: number }> = {
  8000: { windowSize: 256, contextSize: 32 },
  16000: { windowSize: 512, contextSize: 64 },
};

interface Tensors {
  input: Tensor;
  state: Tensor;
  output: Tensor;
  nextState: Tensor;
}

const smallestCapacity = 8;

/**
 * Runs one window of each of many streams of one rate at once. The memory is allocated once and grows by doubling;
 * a batch of `n` is a view of its beginning, made once for each `n`.
 */
export class SileroBatch {
  readonly #model: SileroModel;
  readonly #width: number;
  readonly #sampleRate: Tensor;
  #capacity = 0;
  #input = new Float32Array(0);
  #state = new Float32Array(0);
  #output = new Float32Array(0);
  #nextState = new Float32Array(0);
  #views = new Map<number, Tensors>();
  #ends = new Float64Array(0);

  constructor(model: SileroModel, rate: EngineRateHz) {
    this.#model = model;
    this.#width = layouts[rate].windowSize + layouts[rate].contextSize;
    this.#sampleRate = new model.onnx.Tensor('int64', BigInt64Array.of(BigInt(rate)), []);
  }

  /** Takes one window from every stream, all of which have one, and delivers in the given order. */
  async run(streams: readonly SileroStream[]): Promise<void> {
    const count = streams.length;
    this.#reserve(count);
    for (let row = 0; row < count; row++) {
      const stream = streams[row] as SileroStream;
      this.#ends[row] = stream.backlog.takeWindow(this.#input, row * this.#width);
      for (let layer = 0; layer < stateLayers; layer++) {
        this.#state.set(stream.layers[layer] as Float32Array, (layer * count + row) * stateSize);
      }
    }
    const { input, state, output, nextState } = this.#view(count);
    await this.#model.session.run({ input, state, sr: this.#sampleRate }, { output, stateN: nextState });
    for (let row = 0; row < count; row++) {
      const { layers } = streams[row] as SileroStream;
      for (let layer = 0; layer < stateLayers; layer++) {
        const start = (layer * count + row) * stateSize;
        (layers[layer] as Float32Array).set(this.#nextState.subarray(start, start + stateSize));
      }
    }
    // After every state is safe: what a listener does must not cost other calls theirs.
    for (let row = 0; row < count; row++) {
      (streams[row] as SileroStream).deliver(this.#output[row] as number, this.#ends[row] as number);
    }
  }

  #reserve(count: number): void {
    if (count <= this.#capacity) return;
    let capacity = Math.max(smallestCapacity, this.#capacity);
    while (capacity < count) capacity *= 2;
    this.#capacity = capacity;
    this.#input = new Float32Array(capacity * this.#width);
    this.#state = new Float32Array(capacity * stateLayers * stateSize);
    this.#output = new Float32Array(capacity);
    this.#nextState = new Float32Array(capacity * stateLayers * stateSize);
    this.#ends = new Float64Array(capacity);
    this.#views = new Map();
  }

  #view(count: number): Tensors {
    const known = this.#views.get(count);
    if (known) return known;
    const { Tensor } = this.#model.onnx;
    const stateShape = [stateLayers, count, stateSize];
    const stateLength = stateLayers * count * stateSize;
    const made: Tensors = {
      input: new Tensor('float32', this.#input.subarray(0, count * this.#width), [count, this.#width]),
      state: new Tensor('float32', this.#state.subarray(0, stateLength), stateShape),
      output: new Tensor('float32', this.#output.subarray(0, count), [count, 1]),
      nextState: new Tensor('float32', this.#nextState.subarray(0, stateLength), stateShape),
    };
    this.#views.set(count, made);
    return made;
  }
}
