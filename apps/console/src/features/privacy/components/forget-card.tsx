import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../../api/use-change.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { formValues } from '../../../ui/form-values.ts';
import { Notice } from '../../../ui/notice.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { forgetPhone } from '../queries.ts';
import { isSameNumber } from '../same-number.ts';

/** Everything of a person goes; the number is typed twice. */
export function ForgetCard() {
  const { t } = useTranslation();
  const [phone, setPhone] = useState<string | null>(null);
  const stale = [['erasures'], ['calls'], ['recent-calls'], ['call'], ['leads']];
  const work = useChange(forgetPhone, stale, () => setPhone(null));
  return (
    <Card title={t('privacy.forget')}>
      <form
        className="flex flex-col gap-4 p-5"
        onSubmit={(event) => {
          const entered = formValues(event).phone?.trim() ?? '';
          work.reset();
          setPhone(entered);
        }}
      >
        <p className="text-[13px] text-faint">{t('privacy.forgetText')}</p>
        <div className="flex flex-wrap items-start gap-3">
          <TextField
            label={t('privacy.phone')}
            hint={t('privacy.phoneHint')}
            name="phone"
            type="tel"
            autoComplete="off"
            pattern="\+?[\d\s\(\)\-]{7,24}"
            required
            className="min-w-0 flex-1 basis-56 sm:max-w-xs"
          />
          <Button type="submit" tone="danger" className="mt-7 !h-10">
            {t('privacy.forgetSubmit')}
          </Button>
        </div>
        {work.isSuccess && <Notice>{t('privacy.forgotten')}</Notice>}
      </form>
      {phone !== null && (
        <ConfirmDialog
          title={t('privacy.forgetTitle', { phone })}
          text={t('privacy.forgetWarning')}
          submit={t('privacy.forgetSubmit')}
          typed={{
            label: t('privacy.forgetAgain'),
            isRight: (text) => isSameNumber(text, phone),
            inputMode: 'tel',
          }}
          isBusy={work.isPending}
          error={work.error}
          onConfirm={() => work.mutate(phone)}
          onClose={() => setPhone(null)}
        />
      )}
    </Card>
  );
}
