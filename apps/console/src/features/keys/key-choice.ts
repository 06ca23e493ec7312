import type { Permission } from '@allo/contracts/access';

export const scopePresets = ['read', 'all', 'own'] as const;
export type ScopePreset = (typeof scopePresets)[number];

/** What a key gets by a preset: never more than its maker has. `own`: what was ticked. */
export function scopesOf(
  preset: ScopePreset,
  held: readonly Permission[],
  ticked: ReadonlySet<Permission>,
): Permission[] {
  switch (preset) {
    case 'read':
      // Hearing a conversation is reading it.
      return held.filter((one) => one.endsWith(':read') || one === 'calls:listen');
    case 'all':
      return [...held];
    case 'own':
      return held.filter((one) => ticked.has(one));
  }
}

export const keyTerms = { never: null, d30: 30, d90: 90, d365: 365 } as const;
export type KeyTerm = keyof typeof keyTerms;

const dayMs = 86_400_000;

/** When a key made now ends; null: never. */
export function expiryOf(term: KeyTerm, now: Date): string | null {
  const days = keyTerms[term];
  return days === null ? null : new Date(now.getTime() + days * dayMs).toISOString();
}

/** A first request with a key, for a terminal. */
export function curlExample(origin: string, token: string): string {
  return `curl -H "Authorization: Bearer ${token}" ${origin}/v1/organisation`;
}
