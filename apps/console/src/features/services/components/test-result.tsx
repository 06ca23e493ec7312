import type { ProviderTestResult } from '@allo/contracts/http';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../ui/notice.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';

/** How a trial went, in the words of whoever asked the service. */
export function TestResult({ result, error }: { result: ProviderTestResult | undefined; error: unknown }) {
  const { t } = useTranslation();
  if (error) return <ProblemNotice error={error} />;
  if (!result) return null;
  return (
    <Notice tone={result.isOk ? 'good' : 'warn'}>
      <p className="font-medium">
        {result.isOk ? t('services.works', { ms: result.durationMs }) : t('services.fails')}
      </p>
      <p className="mt-0.5 text-[13px] text-soft">{result.detail}</p>
    </Notice>
  );
}
