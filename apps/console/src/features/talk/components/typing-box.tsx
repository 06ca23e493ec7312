import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';

interface TypingBoxProps {
  isLive: boolean;
  onSend: (text: string) => void;
}

/** Words for the agent without a voice; Enter sends. */
export function TypingBox({ isLive, onSend }: TypingBoxProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  return (
    <form
      className="flex items-center gap-2 border-t border-line p-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === '') return;
        onSend(text);
        setText('');
      }}
    >
      <input
        data-testid="typing-input"
        aria-label={t('talk.typingLabel')}
        placeholder={t(isLive ? 'talk.typingPlaceholder' : 'talk.typingIdle')}
        value={text}
        maxLength={2000}
        disabled={!isLive}
        autoComplete="off"
        enterKeyHint="send"
        onChange={(event) => setText(event.target.value)}
        className="h-10 min-w-0 flex-1 rounded-lg bg-sunken px-3.5 text-[15px] placeholder:text-faint disabled:cursor-not-allowed"
      />
      <Button
        type="submit"
        tone="primary"
        aria-label={t('talk.send')}
        title={t('talk.send')}
        disabled={!isLive || text.trim() === ''}
        className="!h-10 w-10 !px-0"
      >
        <Icon name="send" className="size-[18px]" />
      </Button>
    </form>
  );
}
