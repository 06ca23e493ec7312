/** Hue steps far enough apart to tell agents at a glance. */
const hues = [172, 262, 25, 335, 225, 300];

/** A round initial in the agent's own colour, always the same for one id. */
export function AgentMark({
  id,
  name,
  className = 'size-9 text-sm',
}: {
  id: string;
  name: string;
  className?: string;
}) {
  const mixed = Array.from(id).reduce((sum, letter) => (sum * 41 + letter.charCodeAt(0)) % 9973, 7);
  const hue = hues[mixed % hues.length];
  return (
    <span
      aria-hidden="true"
      className={`inline-flex shrink-0 items-center justify-center rounded-full font-semibold text-white ${className}`}
      style={{ background: `linear-gradient(145deg, oklch(0.62 0.12 ${hue}), oklch(0.5 0.12 ${hue}))` }}
    >
      {(Array.from(name)[0] ?? '?').toUpperCase()}
    </span>
  );
}
