export {
  contactUri,
  type Dialog,
  dialogKey,
  dialogOfCalled,
  dialogOfCaller,
  receiveInDialog,
  requestInDialog,
} from './dialog.ts';
export { nextHop } from './next-hop.ts';
export {
  type AnswerDelivery,
  type AnswerDeliveryStep,
  reduceAnswerDelivery,
  startAnswerDelivery,
} from './answer-delivery.ts';
