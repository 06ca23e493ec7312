export { decodeALaw, decodeMuLaw, encodeALaw, encodeMuLaw, g711Silence } from './g711.ts';
