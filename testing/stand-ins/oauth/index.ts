export { type OAuthStandIn, type StandInPerson, startOAuthStandIn } from './oauth-stand-in.ts';
