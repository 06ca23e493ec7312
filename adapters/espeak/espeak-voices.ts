/** How the synthesiser is set for one language: a voice with a variant, and prosody for the telephone. */
export interface EspeakVoice {
  /** eSpeak NG's `language+variant`. */
  voice: string;
  /** Words per minute at speed 1. Slower than its 175: the telephone takes away the consonants' upper half. */
  rate: number;
  pitch: number;
  range: number;
}

/** f2 is the clearest of the female variants after G.711; m3 the warmest of the male ones. */
const voices: Record<string, EspeakVoice> = {
  ru: { voice: 'ru+f2', rate: 150, pitch: 46, range: 58 },
  'ru-male': { voice: 'ru+m3', rate: 150, pitch: 40, range: 55 },
  en: { voice: 'en-us+f2', rate: 155, pitch: 46, range: 55 },
  'en-male': { voice: 'en-us', rate: 155, pitch: 46, range: 50 },
};

const slowestRate = 80;
const fastestRate = 400;

export const espeakLanguages: readonly string[] = ['ru', 'en'];

/**
 * The voice for a request: its own name if it is one of ours or a legal eSpeak name (`ru+f4`), else the default of
 * its language. `isKnown` is false when something asked for could not be had.
 */
export function chooseVoice(request: { language: string; voice?: string; speed?: number }): {
  settings: EspeakVoice;
  isKnown: boolean;
} {
  const language = request.language.toLowerCase().split('-', 1)[0] ?? '';
  const fallback = voices[language] ?? voices['ru'];
  const named =
    request.voice === undefined ? fallback : (voices[request.voice] ?? custom(request.voice, fallback));
  const settings = named ?? fallback;
  if (!settings) throw new Error('the table of voices has no default');
  const isKnown = named !== undefined && voices[language] !== undefined;
  const rate = Math.round(settings.rate * (request.speed ?? 1));
  return {
    settings: { ...settings, rate: Math.max(slowestRate, Math.min(fastestRate, rate)) },
    isKnown,
  };
}

/** Only languages we ship: an unknown name makes eSpeak fall silent without a word. */
function custom(name: string, base: EspeakVoice | undefined): EspeakVoice | undefined {
  const isLegal = /^(ru|en|en-us)(\+[A-Za-z0-9]{1,16})?$/.test(name);
  return isLegal && base ? { ...base, voice: name } : undefined;
}
