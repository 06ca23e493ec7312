import { type Deps, rewrapOrganisationKeys, type SecretDeps } from '@allo/business';

/** At start: everything sealed comes under the current master key; what cannot is told, and stays as it is. */
export async function rewrapSecrets(deps: Pick<Deps, 'db'> & SecretDeps): Promise<void> {
  const { rewrapped, unknownMasterKeys } = await rewrapOrganisationKeys(deps);
  if (rewrapped > 0)
    deps.log.info({ rewrapped }, 'keys of organisations are wrapped by the current secret key');
  if (unknownMasterKeys.length === 0) return;
  deps.log.error(
    { unknownMasterKeys, currentMasterKey: deps.masterKeys.current().id },
    'secrets of some organisations cannot be read: the secret key that sealed them is not here',
  );
}
