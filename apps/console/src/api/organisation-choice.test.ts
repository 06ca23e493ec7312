import { afterEach, describe, expect, it } from 'vitest';
import {
  organisationHeaders,
  pickOrganisation,
  rememberOrganisation,
  withOrganisation,
} from './organisation-choice.ts';

const [agency, client] = [{ id: 'a1' }, { id: 'c2' }];

afterEach(() => rememberOrganisation(null));

describe('pickOrganisation', () => {
  it('keeps the choice as long as one belongs there, else takes the first', () => {
    expect(pickOrganisation([agency, client], 'c2')).toBe(client);
    expect(pickOrganisation([agency, client], 'gone')).toBe(agency);
    expect(pickOrganisation([agency, client], null)).toBe(agency);
    expect(pickOrganisation([], 'c2')).toBeNull();
  });
});

describe('the chosen organisation', () => {
  it('nothing is chosen / requests name none', () => {
    expect(organisationHeaders()).toEqual({});
    expect(withOrganisation('/v1/live')).toBe('/v1/live');
  });
  it('one is chosen / headers and addresses name it, unless another is meant', () => {
    rememberOrganisation('c2');
    expect(organisationHeaders()).toEqual({ 'allo-organisation': 'c2' });
    expect(organisationHeaders('a1')).toEqual({ 'allo-organisation': 'a1' });
    expect(withOrganisation('/v1/live')).toBe('/v1/live?organisation=c2');
    expect(withOrganisation('/v1/live?after=3')).toBe('/v1/live?after=3&organisation=c2');
  });
});
