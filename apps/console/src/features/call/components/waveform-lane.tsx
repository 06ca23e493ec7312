import { useEffect, useRef } from 'react';
import { useShownTheme } from '../../../app/theme-choice.ts';
import { columnsOf } from '../recording/wav-peaks.ts';

const barPx = 2;
const gapPx = 1;

interface WaveformLaneProps {
  /** Absent when the recording has fewer channels. */
  peaks: Float32Array | undefined;
  /** A CSS variable, so that the drawing follows the theme. */
  colour: string;
  label: string;
}

/** One voice as bars around the middle. */
export function WaveformLane({ peaks, colour, label }: WaveformLaneProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useShownTheme();
  // The canvas is outside React: it is redrawn when its size, the sound or the theme changes.
  useEffect(() => {
    const element = canvas.current;
    if (!element || !peaks || !theme) return;
    const observer = new ResizeObserver(() => draw(element, peaks, colour));
    observer.observe(element);
    draw(element, peaks, colour);
    return () => observer.disconnect();
  }, [peaks, colour, theme]);
  return (
    <div className="relative h-20">
      <canvas ref={canvas} aria-hidden="true" className="absolute inset-x-0 bottom-0 h-16 w-full" />
      <span className="absolute top-0 left-1 text-[11px] font-medium text-soft">{label}</span>
    </div>
  );
}

function draw(element: HTMLCanvasElement, peaks: Float32Array, colour: string): void {
  const scale = window.devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = element;
  element.width = Math.round(width * scale);
  element.height = Math.round(height * scale);
  const context = element.getContext('2d');
  if (!context || width === 0) return;
  context.scale(scale, scale);
  context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(colour);
  const columns = columnsOf(peaks, Math.floor(width / (barPx + gapPx)));
  for (const [index, peak] of columns.entries()) {
    // The square root lets quiet speech be seen beside loud.
    const size = Math.max(1, Math.sqrt(peak) * (height - 10));
    context.fillRect(index * (barPx + gapPx), (height - size) / 2, barPx, size);
  }
}
