import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from '../../app/language-switch.tsx';
import { signOut } from '../../app/sign-out.ts';
import { ThemeSwitch } from '../../app/theme-switch.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { DeviceList } from './components/device-list.tsx';
import { NameForm } from './components/name-form.tsx';
import { PasswordForm } from './components/password-form.tsx';

export function ProfilePage() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t('profile.title')} text={t('profile.text')}>
        <Button onClick={() => void signOut()}>
          <Icon name="leave" />
          {t('account.signOut')}
        </Button>
      </PageHeader>
      <div className="flex flex-col gap-5">
        <Card title={t('profile.you')}>
          <NameForm />
          {/* On wide screens both stand at the side of every page. */}
          <div className="flex items-center justify-between gap-3 border-t border-line px-5 py-3 md:hidden">
            <span className="text-sm font-medium">{t('profile.appearance')}</span>
            <div className="flex items-center gap-2">
              <LanguageSwitch />
              <ThemeSwitch />
            </div>
          </div>
        </Card>
        <Card title={t('profile.password')}>
          <PasswordForm />
        </Card>
        <DeviceList />
      </div>
    </>
  );
}
