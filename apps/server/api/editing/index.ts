export { type ExpectedVersion, ifMatch, tellVersion } from './if-match.ts';
