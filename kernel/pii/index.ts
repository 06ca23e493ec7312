export { type FindOptions, findPersonalData } from './find-personal-data.ts';
export { maskPersonalData } from './mask-personal-data.ts';
export {
  type DigitGroup,
  type PersonalDataKind,
  personalDataKinds,
  type PersonalDataSpan,
  type SpokenDigits,
} from './personal-data.ts';
export { readDigitGroups } from './read-digit-groups.ts';
