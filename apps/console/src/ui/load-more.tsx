import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';

interface LoadMoreProps {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

/** The next page of a list, as long as there is one. */
export function LoadMore({ query: { hasNextPage, isFetchingNextPage, fetchNextPage } }: LoadMoreProps) {
  const { t } = useTranslation();
  if (!hasNextPage) return null;
  return (
    <div className="flex justify-center border-t border-line p-4">
      <Button onClick={() => void fetchNextPage()} disabled={isFetchingNextPage}>
        {t(isFetchingNextPage ? 'common.loading' : 'common.loadMore')}
      </Button>
    </div>
  );
}
