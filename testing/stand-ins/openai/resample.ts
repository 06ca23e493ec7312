const crossings = 16;

/** A whole recording at another rate, by a Hann-windowed sinc. */
export function resample(pcm: Int16Array, fromHz: number, toHz: number): Int16Array {
  if (fromHz === toHz) return pcm;
  const cutoff = Math.min(1, toHz / fromHz) * 0.94;
  const halfWidth = Math.ceil(crossings / cutoff);
  /** Weights by the place between two input samples; there are only as many as the rates' ratio allows. */
  const known = new Map<number, Float64Array>();
  const output = new Int16Array(Math.floor((pcm.length * toHz) / fromHz));
  for (let i = 0; i < output.length; i++) {
    const remainder = (i * fromHz) % toHz;
    const place = (i * fromHz - remainder) / toHz;
    const weights = known.get(remainder) ?? weightsAt(remainder / toHz, halfWidth, cutoff);
    known.set(remainder, weights);
    let sum = 0;
    for (let tap = 0; tap < weights.length; tap++) {
      sum += (weights[tap] as number) * (pcm[place - halfWidth + tap] ?? 0);
    }
    output[i] = Math.max(-32_768, Math.min(32_767, Math.round(sum)));
  }
  return output;
}

function weightsAt(fraction: number, halfWidth: number, cutoff: number): Float64Array {
  return Float64Array.from({ length: 2 * halfWidth + 1 }, (_, tap) => {
    const distance = fraction - (tap - halfWidth);
    const angle = Math.PI * distance * cutoff;
    const sinc = angle === 0 ? 1 : Math.sin(angle) / angle;
    const window =
      Math.abs(distance) >= halfWidth ? 0 : 0.5 + 0.5 * Math.cos((Math.PI * distance) / halfWidth);
    return sinc * cutoff * window;
  });
}
