import type { PartState } from '@allo/contracts/http';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../../ui/badge.tsx';
import { Card } from '../../../ui/card.tsx';
import { CodeLine } from '../../../ui/code-line.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { type Cure, cureOf } from '../cure.ts';

const dots = { ok: 'bg-good', degraded: 'bg-warn', missing: 'bg-bad' };

/** Without a language model the scenario speaks by itself: less, but nothing is broken. */
function stateOf(part: PartState): PartState['state'] {
  return part.code === 'llm_scenario_only' ? 'degraded' : part.state;
}

interface SystemPartsProps {
  parts: PartState[] | undefined;
  version: string | undefined;
}

export function SystemParts({ parts, version }: SystemPartsProps) {
  const { t } = useTranslation();
  const count = parts?.filter((part) => cureOf(part) !== null).length ?? 0;
  const verdict = parts && (
    <Badge tone={count === 0 ? 'good' : 'warn'}>
      {count === 0 ? t('home.allGood') : t('home.toMend', { count })}
    </Badge>
  );
  return (
    <Card title={t('home.system')} aside={verdict}>
      <ul className="divide-y">
        {parts?.map((part) => <Part key={part.id} part={part} />) ??
          [1, 2, 3, 4, 5, 6, 7].map((row) => (
            <li key={row} className="px-5 py-3.5">
              <Skeleton className="h-5 w-full" />
            </li>
          ))}
      </ul>
      {version && (
        <p className="border-t border-line px-5 py-3 text-xs text-faint">
          {t('home.stats.version', { version })}
        </p>
      )}
    </Card>
  );
}

function Part({ part }: { part: PartState }) {
  const cure = cureOf(part);
  if (!cure) {
    return (
      <li className="px-5 py-3">
        <PartLine part={part} />
      </li>
    );
  }
  return (
    <li>
      <details className="group" open={stateOf(part) === 'missing'}>
        <summary className="list-none px-5 py-3 transition-colors hover:bg-sunken [&::-webkit-details-marker]:hidden">
          <PartLine part={part} isOpenable />
        </summary>
        <PartCure cure={cure} code={part.code ?? ''} />
      </details>
    </li>
  );
}

function PartLine({ part, isOpenable = false }: { part: PartState; isOpenable?: boolean }) {
  const { t } = useTranslation();
  return (
    <div className="flex items-center gap-3">
      <span className={`size-2 shrink-0 rounded-full ${dots[stateOf(part)]}`} />
      <span className="sr-only">{t(`part.state.${stateOf(part)}`)}</span>
      <span className="min-w-0 flex-1">
        <span className="block text-sm font-medium">{t(`part.${part.id}`)}</span>
        <span className="block text-[13px] break-words text-faint">{part.label}</span>
      </span>
      {isOpenable && (
        <Icon name="down" className="size-4 text-faint transition-transform group-open:rotate-180" />
      )}
    </div>
  );
}

function PartCure({ cure, code }: { cure: Cure; code: string }) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-col gap-2.5 pr-5 pb-4 pl-10">
      <p className="text-sm font-medium">{t(`cure.${cure.text}.title`)}</p>
      <p className="text-[13px] text-soft">{t(`cure.${cure.text}.text`, { code })}</p>
      {cure.settings.map((setting) => (
        <CodeLine key={setting} text={setting} label={t('home.copySetting')} />
      ))}
    </div>
  );
}
