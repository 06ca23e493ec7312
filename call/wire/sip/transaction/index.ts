export {
  createTransactionLayer,
  type IncomingRequest,
  incomingRequest,
  type TransactionLayer,
  type TransactionUser,
} from './transaction-layer.ts';
export type { ServerTransaction } from './server-transaction.ts';
export { cancelRequest, type ClientListener } from './client-transaction.ts';
export { responseTarget } from './response-target.ts';
export { tagOf } from './transaction-key.ts';
export { timing } from './timing.ts';
