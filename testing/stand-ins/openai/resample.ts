const crossings = 16;

/** A whole recording at another rate, by a Hann-windowed sinc. For stand-ins and tests, where speed is nothing. */
export function resample(pcm: Int16Array, fromHz: number, toHz: number): Int16Array {
  if (fromHz === toHz) return pcm;
  const step = fromHz / toHz;
  const cutoff = Math.min(1, toHz / fromHz) * 0.94;
  const halfWidth = crossings / cutoff;
  const output = new Int16Array(Math.floor(pcm.length / step));
  for (let i = 0; i < output.length; i++) {
    const place = i * step;
    const last = Math.min(pcm.length - 1, Math.floor(place + halfWidth));
    let sum = 0;
    for (let index = Math.max(0, Math.ceil(place - halfWidth)); index <= last; index++) {
      const distance = place - index;
      const angle = Math.PI * distance * cutoff;
      const sinc = angle === 0 ? 1 : Math.sin(angle) / angle;
      sum +=
        (pcm[index] as number) * sinc * cutoff * (0.5 + 0.5 * Math.cos((Math.PI * distance) / halfWidth));
    }
    output[i] = Math.max(-32_768, Math.min(32_767, Math.round(sum)));
  }
  return output;
}
