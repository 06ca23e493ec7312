import type { OutgoingHttp, OutgoingRefusal } from '@allo/contracts/ports';
import { AppError } from '@allo/kernel';

const reasons: Partial<Record<OutgoingRefusal, string>> = {
  scheme_refused: 'must begin with https:// or http://',
  credentials_in_url: 'must not hold a user name or a password',
  port_refused: 'names a port that is not for the web',
  address_refused: 'leads into a private network: only public addresses are told of events',
};

/** The address as it will be asked. Throws `bad_request` when it never could be. */
export function checkedUrl(http: Pick<OutgoingHttp, 'check'>, url: string): string {
  // As it will be asked: letters beyond Latin make it longer.
  const href = URL.parse(url)?.href ?? url;
  const refusal = http.check(href);
  if (!refusal) return href;
  throw new AppError(
    'bad_request',
    `The url ${reasons[refusal] ?? 'is not a web address: write it like https://example.com/hook'}.`,
  );
}
