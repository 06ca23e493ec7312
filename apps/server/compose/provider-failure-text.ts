/** By the code of the system or the transport in a failure's detail. */
const reasons: readonly (readonly [RegExp, string])[] = [
  [
    /EADDRESSREFUSED/,
    'The address leads into a private network, which this instance does not open to organisations (PRIVATE_PROVIDERS).',
  ],
  [/EURLREFUSED/, 'Requests may not go to this address: use http or https and a usual port.'],
  [/ENOTFOUND|EAI_AGAIN/, 'There is no server of this name: check the address.'],
  [/ECONNREFUSED/, 'Nothing listens at this address: check the port, and that the server runs.'],
  [/EHOSTUNREACH|ENETUNREACH|ETIMEDOUT/, 'No way leads to this address from here.'],
  [/CERT|SELF_SIGNED|TLS|SSL|UNABLE_TO/, 'The certificate of the server is not trusted.'],
  [/HTTP 40[13]/, 'The server refuses the key: check that it is whole, and that it may use this service.'],
  [
    /HTTP 404/,
    'The server knows no such model, or has no such service at this address: check the model, and that the address ends with the version, like /v1.',
  ],
  [/redirected/, 'The server sends elsewhere: set the final address.'],
  [/insufficient_quota/, 'The account has no money left.'],
];

const byCode: Record<string, string> = {
  provider_unreachable: 'The server cannot be reached or has a fault of its own.',
  provider_timeout: 'The server did not answer in time.',
  provider_rejected: 'The server refused the request: check model and voice.',
  provider_garbage:
    'The answer is not what this protocol says: the address probably leads to something else.',
  rate_limited: 'The server asks for a pause: its limit of requests is reached.',
};

/** Why a provider failed and what to mend, for a person; the server's own status and code at the end. */
export function providerFailureText({ code, detail }: { code: string; detail: string }): string {
  const reason = reasons.find(([pattern]) => pattern.test(detail))?.[1] ?? byCode[code] ?? 'It did not work.';
  return `${reason} (${detail})`;
}
