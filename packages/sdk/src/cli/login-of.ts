import { type Profiles, usualProfile } from './profiles.ts';
import { type Language, say, texts } from './texts.ts';

export interface Login {
  url: string;
  /** Null: none is known for this address. */
  apiKey: string | null;
  /** Where the key comes from. */
  source: 'environment' | 'profile';
  profile: string;
}

export const usualUrl = 'http://127.0.0.1:8080';

/** Which installation and key a command is for: the environment counts more than what is stored. */
export function loginOf(
  profiles: Profiles,
  env: Record<string, string | undefined>,
  asked: string | undefined,
): Login {
  const profile = asked ?? (env.ALLO_PROFILE || usualProfile);
  const stored = profiles[profile];
  const url = env.ALLO_URL || stored?.url || usualUrl;
  if (env.ALLO_API_KEY) return { url, apiKey: env.ALLO_API_KEY, source: 'environment', profile };
  // The key of one installation is never shown to another.
  const isOurs = stored !== undefined && sameOrigin(stored.url, url);
  return { url, apiKey: isOurs ? stored.apiKey : null, source: 'profile', profile };
}

/** Throws with what to do when there is no key. */
export function demandKey(login: Login, language: Language): Login & { apiKey: string } {
  const { apiKey, url } = login;
  if (apiKey === null) throw new Error(say(language, texts.noKey, url, url));
  return { ...login, apiKey };
}

function sameOrigin(a: string, b: string): boolean {
  return URL.canParse(a) && URL.canParse(b) && new URL(a).origin === new URL(b).origin;
}
