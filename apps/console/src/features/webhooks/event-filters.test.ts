import { describe, expect, it } from 'vitest';
import { eventGroups, isChosen, withGroup, withType } from './event-filters.ts';

const types = ['call.answered', 'call.ended', 'lead.created', 'webhook.test'];
const set = (...filters: string[]) => new Set(filters);

describe('event filters', () => {
  it('groups events by what they are about', () => {
    expect([...eventGroups(types).keys()]).toEqual(['call', 'lead', 'webhook']);
  });
  it('an event is taken by its name, its group or the star', () => {
    expect(isChosen(set('*'), 'call.ended')).toBe(true);
    expect(isChosen(set('call.*'), 'call.ended')).toBe(true);
    expect(isChosen(set('call.ended'), 'call.ended')).toBe(true);
    expect(isChosen(set('call.answered', 'lead.*'), 'call.ended')).toBe(false);
  });
  it('a group / ticked and cleared / stands for its events', () => {
    expect(withGroup(set('call.ended', 'lead.created'), 'call', true)).toEqual(set('lead.created', 'call.*'));
    expect(withGroup(set('call.*', 'lead.created'), 'call', false)).toEqual(set('lead.created'));
  });
  it('one event / cleared from its group / leaves the others', () => {
    expect(withType(set('call.*'), 'call.ended', false, types)).toEqual(set('call.answered'));
    expect(withType(set('call.ended'), 'call.ended', false, types)).toEqual(set());
  });
  it('the last event of a group / ticked / is the group', () => {
    expect(withType(set('call.answered'), 'call.ended', true, types)).toEqual(set('call.*'));
  });
});
