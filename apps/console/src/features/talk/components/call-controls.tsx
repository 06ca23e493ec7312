import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import type { TalkSession } from '../talk-session.ts';
import type { TalkState } from '../talk-state.ts';
import { Keypad } from './keypad.tsx';

/** Mute, keypad, hang up. */
export function CallControls({ session, state }: { session: TalkSession; state: TalkState }) {
  const { t } = useTranslation();
  const [isKeypadOpen, setKeypadOpen] = useState(false);
  const muteLabel = t(state.isMuted ? 'talk.unmute' : 'talk.mute');
  return (
    <div className="mt-6 flex w-full flex-col gap-4">
      <div className="flex justify-center gap-2.5">
        <Button
          size="large"
          aria-label={muteLabel}
          title={muteLabel}
          aria-pressed={state.isMuted}
          data-testid="mute-button"
          disabled={state.microphone !== 'on'}
          onClick={() => session.dispatch({ type: 'mute-pressed' })}
          className="w-12 !px-0 aria-pressed:border-warn aria-pressed:text-warn"
        >
          <Icon name={state.isMuted ? 'mic-off' : 'mic'} className="size-5" />
        </Button>
        <Button
          size="large"
          aria-label={t('talk.keypad')}
          title={t('talk.keypad')}
          aria-expanded={isKeypadOpen}
          data-testid="keypad-button"
          onClick={() => setKeypadOpen(!isKeypadOpen)}
          className="w-12 !px-0 aria-expanded:bg-sunken"
        >
          <Icon name="keypad" className="size-5" />
        </Button>
        <Button
          size="large"
          tone="danger"
          data-testid="hang-up"
          disabled={state.phase === 'ending'}
          onClick={() => session.dispatch({ type: 'hang-up-pressed' })}
        >
          <Icon name="phone-off" className="size-5" />
          {t('talk.hangUp')}
        </Button>
      </div>
      {isKeypadOpen && (
        <Keypad
          pressed={state.digits}
          isLive={state.phase === 'live'}
          onPress={(digit) => session.dispatch({ type: 'digit-pressed', digit })}
        />
      )}
    </div>
  );
}
