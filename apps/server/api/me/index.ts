export { getMe } from './get-me/route.ts';
