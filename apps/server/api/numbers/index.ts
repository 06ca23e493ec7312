import type { Api } from '../api.ts';
import type { ApiDeps } from '../api-deps.ts';
import { addNumber } from './add-number/route.ts';
import { changeNumber } from './change-number/route.ts';
import { getNumber } from './get-number/route.ts';
import { listNumbers } from './list-numbers/route.ts';
import { removeNumber } from './remove-number/route.ts';

/** Telephone numbers: which agent answers when one is called. */
export function addNumberRoutes(api: Api, deps: Pick<ApiDeps, 'db' | 'clock' | 'agentsChanged'>): void {
  listNumbers(api, deps);
  addNumber(api, deps);
  getNumber(api, deps);
  changeNumber(api, deps);
  removeNumber(api, deps);
}
