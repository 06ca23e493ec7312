import type { Provider } from '@allo/contracts/http';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../../api/use-change.ts';
import { useCan } from '../../../app/account-context.ts';
import { formatMoment } from '../../../format/moment.ts';
import { Badge, type Tone } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Icon, type IconName } from '../../../ui/icon.tsx';
import { removeProvider, testProvider } from '../queries.ts';
import { ServiceDialog } from './service-dialog.tsx';
import { TestResult } from './test-result.tsx';

const icons: Record<Provider['port'], IconName> = { stt: 'mic', llm: 'spark', tts: 'waves' };
const tones: Record<Provider['source'], Tone> = {
  organisation: 'accent',
  instance: 'good',
  'built-in': 'neutral',
  none: 'warn',
};

/** What calls use for one port, and how to change it. */
export function ServiceCard({ provider }: { provider: Provider }) {
  const { t, i18n } = useTranslation();
  const { port, source, baseUrl, model, voice, keyHint, updatedAt } = provider;
  const isManager = useCan()('providers:write');
  const isOwn = source === 'organisation';
  const [open, setOpen] = useState<'edit' | 'remove' | null>(null);
  const test = useChange(testProvider, []);
  const remove = useChange(removeProvider, [['providers']], () => setOpen(null));
  return (
    <Card>
      <div className="flex flex-col gap-4 p-5" data-testid={`service-${port}`}>
        <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
          <span className="inline-flex size-10 items-center justify-center rounded-xl bg-accent-soft text-accent">
            <Icon name={icons[port]} className="size-5" />
          </span>
          <div className="min-w-0 flex-1 basis-44">
            <h2 className="text-[15px] font-semibold tracking-tight">{t(`services.port.${port}.name`)}</h2>
            <p className="text-[13px] text-faint">{t(`services.port.${port}.text`)}</p>
          </div>
          <Badge tone={tones[source]}>{t(`services.source.${source}`)}</Badge>
        </div>
        {isOwn ? (
          <dl className="grid gap-x-6 gap-y-2 text-sm sm:grid-cols-[auto_minmax(0,1fr)]">
            <Fact name={t('services.baseUrl')} value={baseUrl} />
            <Fact name={t('services.model')} value={model} />
            {port === 'tts' && <Fact name={t('services.voice')} value={voice} />}
            <Fact name={t('services.apiKey')} value={keyHint ?? t('services.keyNone')} />
          </dl>
        ) : (
          <p className="text-sm text-soft">{t(`services.sourceText.${source}`)}</p>
        )}
        {isManager && (
          <div className="flex flex-wrap items-center gap-2">
            <Button onClick={() => setOpen('edit')}>{t(isOwn ? 'services.edit' : 'services.own')}</Button>
            {source !== 'none' && (
              <Button disabled={test.isPending} onClick={() => test.mutate({ port })}>
                {t(test.isPending ? 'services.testing' : 'services.test')}
              </Button>
            )}
            {isOwn && (
              <Button tone="plain" onClick={() => setOpen('remove')}>
                {t('services.useInstance')}
              </Button>
            )}
            {isOwn && updatedAt !== null && (
              <span className="text-[13px] text-faint">
                {t('services.changed', { when: formatMoment(updatedAt, i18n.language) })}
              </span>
            )}
          </div>
        )}
        <TestResult result={test.data} error={test.error} />
      </div>
      {open === 'edit' && <ServiceDialog provider={provider} onClose={() => setOpen(null)} />}
      {open === 'remove' && (
        <ConfirmDialog
          title={t('services.removeTitle')}
          text={t('services.removeText')}
          submit={t('services.useInstance')}
          isBusy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate(port)}
          onClose={() => setOpen(null)}
        />
      )}
    </Card>
  );
}

function Fact({ name, value }: { name: string; value: string | null }) {
  return (
    <>
      <dt className="text-faint">{name}</dt>
      <dd className="min-w-0 font-mono text-[13px] break-all max-sm:-mt-1.5">{value ?? '—'}</dd>
    </>
  );
}
