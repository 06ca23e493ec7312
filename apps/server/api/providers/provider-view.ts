import type { OwnProvider } from '@allo/business';
import { type Provider, type ProviderPort, providerPorts } from '@allo/contracts/http';
import type { ProviderDesk } from '../../compose/provider-desk.ts';

/** What calls use for every port: the organisation's own before the instance's. */
export function providerViews(own: readonly OwnProvider[], desk: Pick<ProviderDesk, 'instance'>): Provider[] {
  return providerPorts.map((port) => providerView(port, own, desk));
}

export function providerView(
  port: ProviderPort,
  own: readonly OwnProvider[],
  desk: Pick<ProviderDesk, 'instance'>,
): Provider {
  const mine = own.find((one) => one.port === port);
  if (!mine)
    return { port, ...desk.instance(port), baseUrl: null, keyHint: null, version: 0, updatedAt: null };
  const { baseUrl, model, voice, keyHint, version, updatedAt } = mine;
  return {
    port,
    source: 'organisation',
    baseUrl,
    model,
    voice,
    keyHint,
    version,
    updatedAt: updatedAt.toISOString(),
  };
}
