/** Hue steps far enough apart to tell agents at a glance. */
const hues = [168, 262, 45, 320, 220, 100];

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
  const sum = Array.from(id).reduce((total, letter) => total + letter.charCodeAt(0), 0);
  const hue = hues[sum % hues.length];
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
