export { type ReceivedMail, type SmtpStandIn, startSmtpStandIn } from './smtp-stand-in.ts';
