import { useTranslation } from 'react-i18next';

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

interface KeypadProps {
  pressed: string;
  isLive: boolean;
  onPress: (digit: string) => void;
}

/** Telephone keys; with the focus on it, the computer's own digits work too. */
export function Keypad({ pressed, isLive, onPress }: KeypadProps) {
  const { t } = useTranslation();
  return (
    <div
      role="group"
      aria-label={t('talk.keypad')}
      data-testid="keypad"
      className="animate-rise"
      onKeyDown={(event) => {
        if (isLive && keys.includes(event.key)) onPress(event.key);
      }}
    >
      <p aria-live="polite" className="mb-2 h-6 truncate text-center font-mono text-base tracking-[0.2em]">
        <span className="sr-only">{pressed && t('talk.pressed')} </span>
        {pressed.slice(-14)}
      </p>
      <div className="mx-auto grid max-w-60 grid-cols-3 gap-2">
        {keys.map((key) => (
          <button
            key={key}
            type="button"
            disabled={!isLive}
            aria-label={t('talk.key', { digit: key })}
            onClick={() => onPress(key)}
            className="h-11 rounded-xl bg-sunken text-lg font-medium tabular-nums transition-colors hover:bg-line active:bg-line-strong disabled:opacity-50"
          >
            {key}
          </button>
        ))}
      </div>
    </div>
  );
}
