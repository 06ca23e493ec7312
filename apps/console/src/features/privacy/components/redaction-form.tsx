import { type Redaction, redactionKinds } from '@allo/contracts/http';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../../api/use-change.ts';
import { Button } from '../../../ui/button.tsx';
import { CheckBox } from '../../../ui/check-box.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { setRedaction } from '../queries.ts';

/** What never reaches the database in clear. */
export function RedactionForm({ stored }: { stored: Redaction }) {
  const { t } = useTranslation();
  const [kinds, setKinds] = useState<ReadonlySet<string>>(new Set(stored.kinds));
  const [hasContacts, setContacts] = useState(stored.hasContacts);
  const work = useChange(setRedaction, [['redaction']]);
  const isChanged =
    hasContacts !== stored.hasContacts || [...kinds].sort().join() !== stored.kinds.toSorted().join();
  return (
    <form
      className="flex flex-col gap-4 p-5"
      onSubmit={(event) => {
        event.preventDefault();
        const chosen = redactionKinds.filter((kind) => kinds.has(kind));
        work.mutate({ kinds: chosen, hasContacts, version: stored.version });
      }}
    >
      <p className="text-[13px] text-faint">{t('privacy.redactionText')}</p>
      <div
        role="group"
        aria-label={t('privacy.redaction')}
        className="grid grid-cols-1 gap-x-4 gap-y-2.5 min-[420px]:grid-cols-2 md:grid-cols-3"
      >
        {redactionKinds.map((kind) => (
          <CheckBox
            key={kind}
            label={t(`privacy.redactionKind.${kind}`)}
            checked={kinds.has(kind)}
            onChange={(event) => {
              const next = new Set(kinds);
              if (event.target.checked) next.add(kind);
              else next.delete(kind);
              setKinds(next);
            }}
          />
        ))}
      </div>
      <CheckBox
        label={t('privacy.contacts')}
        text={t('privacy.contactsText')}
        checked={hasContacts}
        onChange={(event) => setContacts(event.target.checked)}
        className="border-t border-line pt-4"
      />
      {work.isError && <ProblemNotice error={work.error} />}
      <div>
        <Button type="submit" disabled={work.isPending || !isChanged}>
          {t('shell.form.save')}
        </Button>
      </div>
    </form>
  );
}
