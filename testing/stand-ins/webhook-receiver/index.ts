export { verifyWebhook } from './verify-webhook.ts';
export {
  type Behaviour,
  type ReceivedWebhook,
  startWebhookReceiver,
  type WebhookReceiver,
} from './webhook-receiver.ts';
