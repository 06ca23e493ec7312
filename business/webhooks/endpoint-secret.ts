import type { Ids } from '@allo/kernel';

const prefix = 'whsec_';

/** A new secret as Standard Webhooks writes it: 32 random bytes in base64 behind `whsec_`. */
export function newEndpointSecret(ids: Pick<Ids, 'token'>): string {
  return prefix + Buffer.from(ids.token(32), 'hex').toString('base64');
}

/** The key of the signature: the bytes behind the prefix. */
export function keyOfSecret(secret: string): Uint8Array {
  return Buffer.from(secret.slice(prefix.length), 'base64');
}

/** Under which names {@link sealSecret} keeps them: the one that signs, and the one before the last rotation. */
export const secretName = (endpointId: string) => `webhook/${endpointId}/secret`;
export const previousSecretName = (endpointId: string) => `webhook/${endpointId}/previous-secret`;
