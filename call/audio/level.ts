/** Full scale of 16-bit audio; a square wave of it has 0 dBFS. */
const fullScale = 32768;

/** Mean of the squared samples, in units of sample². 0 for no samples. */
export function energy(pcm: Int16Array): number {
  let sum = 0;
  for (let i = 0; i < pcm.length; i++) {
    const sample = pcm[i] as number;
    sum += sample * sample;
  }
  return pcm.length === 0 ? 0 : sum / pcm.length;
}

/** Root mean square, 0 … 32768. */
export function rms(pcm: Int16Array): number {
  return Math.sqrt(energy(pcm));
}

/** Level in dB below full scale; digital silence is -Infinity. */
export function levelDbfs(pcm: Int16Array): number {
  return 20 * Math.log10(rms(pcm) / fullScale);
}
