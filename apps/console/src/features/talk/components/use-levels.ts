import { type RefObject, useEffect, useRef } from 'react';
import type { TalkLevels, TalkSession } from '../talk-session.ts';

/** Each frame the meter falls by so much, so that peaks stay readable. */
const fall = 0.88;

/** Sets CSS variables `--voice` (the caller) and `--agent`, 0…1, on an element 60 times a second, past React. */
export function useLevels<T extends HTMLElement>(session: TalkSession): RefObject<T | null> {
  const ref = useRef<T>(null);
  useEffect(() => {
    const shown: TalkLevels = { microphone: 0, speaker: 0 };
    let frame = 0;
    const draw = () => {
      const { microphone, speaker } = session.getLevels();
      shown.microphone = Math.max(loudness(microphone), shown.microphone * fall);
      shown.speaker = Math.max(loudness(speaker), shown.speaker * fall);
      ref.current?.style.setProperty('--voice', shown.microphone.toFixed(3));
      ref.current?.style.setProperty('--agent', shown.speaker.toFixed(3));
      frame = requestAnimationFrame(draw);
    };
    draw();
    return () => cancelAnimationFrame(frame);
  }, [session]);
  return ref;
}

/** −50 dBFS…0 dBFS onto 0…1: the ear's scale, not the sample's. */
function loudness(peak: number): number {
  return peak <= 0 ? 0 : Math.max(0, Math.min(1, 1 + (20 * Math.log10(peak)) / 50));
}
