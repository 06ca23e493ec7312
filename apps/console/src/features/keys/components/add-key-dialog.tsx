import type { Permission } from '@allo/contracts/access';
import type { MadeApiKey } from '@allo/contracts/http';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../../api/use-change.ts';
import { useAccount } from '../../../app/account-context.ts';
import { Button } from '../../../ui/button.tsx';
import { CheckBox } from '../../../ui/check-box.tsx';
import { ChoiceField } from '../../../ui/choice-field.tsx';
import { DialogActions } from '../../../ui/dialog-actions.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { formValues } from '../../../ui/form-values.ts';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { expiryOf, type KeyTerm, keyTerms, type ScopePreset, scopePresets, scopesOf } from '../key-choice.ts';
import { createKey } from '../queries.ts';
import { ScopeList } from './scope-list.tsx';

const terms = Object.keys(keyTerms) as KeyTerm[];

interface AddKeyDialogProps {
  onClose: () => void;
  onMade: (key: MadeApiKey) => void;
}

export function AddKeyDialog({ onClose, onMade }: AddKeyDialogProps) {
  const { t } = useTranslation();
  const { organisation } = useAccount();
  const [preset, setPreset] = useState<ScopePreset>('read');
  const [ticked, setTicked] = useState<ReadonlySet<Permission>>(new Set());
  const work = useChange(createKey, [['keys']], onMade);
  const scopes = scopesOf(preset, organisation.permissions, ticked);
  return (
    <Dialog title={t('keys.addTitle')} onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          const { name = '', term } = formValues(event);
          const chosen = terms.find((one) => one === term) ?? 'never';
          work.mutate({ name, scopes, expiresAt: expiryOf(chosen, new Date()) });
        }}
      >
        <TextField
          label={t('keys.name')}
          hint={t('keys.nameHint')}
          name="name"
          maxLength={100}
          autoComplete="off"
          required
        />
        <fieldset className="flex flex-col gap-2.5">
          <legend className="mb-2 text-sm font-medium">{t('keys.rights')}</legend>
          {scopePresets.map((one) => (
            <CheckBox
              key={one}
              type="radio"
              name="preset"
              value={one}
              checked={preset === one}
              onChange={() => setPreset(one)}
              label={t(`keys.preset.${one}`)}
              text={t(`keys.preset.${one}Text`)}
            />
          ))}
          {preset === 'own' && (
            <ScopeList held={organisation.permissions} ticked={ticked} onChange={setTicked} />
          )}
        </fieldset>
        <ChoiceField label={t('keys.term')} name="term" defaultValue="never">
          {terms.map((one) => (
            <option key={one} value={one}>
              {t(`keys.terms.${one}`)}
            </option>
          ))}
        </ChoiceField>
        {scopes.length === 0 && <p className="text-[13px] text-warn">{t('keys.needScope')}</p>}
        {work.isError && <ProblemNotice error={work.error} />}
        <DialogActions>
          <Button onClick={onClose}>{t('shell.form.cancel')}</Button>
          <Button
            type="submit"
            tone="primary"
            disabled={work.isPending || scopes.length === 0}
            data-testid="create-key"
          >
            {t('keys.addSubmit')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
