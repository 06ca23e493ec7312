export { type AddressPolicy, createAddressPolicy } from './address-policy.ts';
export { createOutgoingHttp, type OutgoingHttpOptions } from './outgoing-http.ts';
export { createNameResolver, type ResolveName } from './name-resolver.ts';
export { createGuardedFetch, type GuardedFetch, type GuardedFetchOptions } from './guarded-fetch.ts';
