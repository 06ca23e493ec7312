export { ifMatch, tellVersion } from './if-match.ts';
export { uuidOf } from './uuid-of.ts';
