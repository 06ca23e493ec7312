/** Heights of a spoken phrase, 0…1; drawn once, so that the page's first look needs no picture file. */
const heights = [
  0.08, 0.14, 0.3, 0.52, 0.38, 0.66, 0.84, 0.6, 0.42, 0.26, 0.12, 0.08, 0.2, 0.44, 0.72, 0.96, 0.78, 0.88,
  0.58, 0.36, 0.5, 0.28, 0.14, 0.08, 0.16, 0.34, 0.56, 0.7, 0.48, 0.3, 0.18, 0.1,
];

export function VoiceMark({ className }: { className: string }) {
  return (
    <svg viewBox="0 0 320 160" preserveAspectRatio="none" className={className} aria-hidden="true">
      {heights.map((height, index) => (
        <rect
          key={`${index}-${height}`}
          x={index * 10 + 3}
          y={80 - height * 72}
          width={4}
          height={height * 144}
          rx={2}
          fill="currentColor"
          opacity={0.25 + (index / heights.length) * 0.75}
        />
      ))}
    </svg>
  );
}
