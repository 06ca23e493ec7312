import { describe, expect, it } from 'vitest';
import { type FollowPlace, passMessage, resumeAfter, startPlace } from './follow-place.ts';
import type { LiveMessage } from './live-message.ts';

const call = (position: number) => ({ type: 'call', position, call: {} }) as LiveMessage;
const event = (position: number) => ({ type: 'event', event: { position } }) as LiveMessage;
const ready = (position: number): LiveMessage => ({ type: 'ready', position });

function walk(messages: LiveMessage[], followsBoth: boolean, start = startPlace(undefined)) {
  const told: LiveMessage[] = [];
  let place: FollowPlace = start;
  for (const message of messages) {
    const next = passMessage(place, message, followsBoth);
    if (!next) continue;
    place = next;
    told.push(message);
  }
  return { told, place };
}

describe('the place of a follower', () => {
  it('starts from now on until it hears where that is', () => {
    expect(resumeAfter(startPlace(undefined))).toBeNull();
    expect(resumeAfter(startPlace(0))).toBe(0);
    expect(resumeAfter(walk([ready(7)], false).place)).toBe(7);
  });

  it('behind a message of one kind / resumes right behind it', () => {
    const { told, place } = walk([ready(3), event(4), event(4), event(3)], false);
    expect(told).toEqual([ready(3), event(4)]);
    expect(resumeAfter(place)).toBe(4);
  });

  it('between an event and the call it changed / asks for both again and takes the one that is missing', () => {
    const broken = walk([ready(3), event(4)], true);
    expect(resumeAfter(broken.place)).toBe(3);
    const resumed = walk([event(4), call(4), ready(4), event(5), call(5)], true, broken.place);
    expect(resumed.told).toEqual([call(4), ready(4), event(5), call(5)]);
    expect(resumeAfter(resumed.place)).toBe(5);
  });

  it('too late / goes on from where the installation is', () => {
    const { place } = walk([{ type: 'too-old', position: 90 }, ready(90)], true, startPlace(5));
    expect(resumeAfter(place)).toBe(90);
  });
});
