/** The first letter of a name, for lists of people. */
export function Initial({ name, className = 'size-7 text-xs' }: { name: string; className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={`inline-flex shrink-0 items-center justify-center rounded-full bg-accent-soft font-semibold text-accent uppercase ${className}`}
    >
      {/^./u.exec(name.trim())?.[0] ?? '·'}
    </span>
  );
}
