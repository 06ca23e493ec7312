import { Skeleton } from './skeleton.tsx';

/** The place of a list that is still being read. */
export function SkeletonRows({ count = 3 }: { count?: number }) {
  return (
    <ul aria-busy="true" className="divide-y">
      {Array.from({ length: count }, (_, row) => (
        <li key={row} className="flex items-center gap-3 px-5 py-4">
          <Skeleton className="size-8 shrink-0 !rounded-full" />
          <Skeleton className="h-5 w-full max-w-80" />
        </li>
      ))}
    </ul>
  );
}
