import type { Clock, VirtualClock } from '@allo/kernel';
import type { Subject } from './conformance-case.ts';

type SubjectTime = Pick<Subject<unknown>, 'within' | 'elapse'>;

const tooLong = (limitMs: number) => new Error(`nothing settled within ${limitMs} ms`);

/** For adapters on real sockets. */
export function realTimeSubject(clock: Clock): SubjectTime {
  return {
    elapse: (ms) => clock.sleep(ms),
    within: (work, limitMs) =>
      new Promise((resolve, reject) => {
        const timer = clock.setTimer(limitMs, () => reject(tooLong(limitMs)));
        work.then(resolve, reject).finally(() => timer.cancel());
      }),
  };
}

/** For fakes: time passes only while somebody waits. */
export function virtualTimeSubject(clock: VirtualClock): SubjectTime {
  return {
    elapse: (ms) => clock.advance(ms),
    within: async (work, limitMs) => {
      let isSettled = false;
      const settled = () => {
        isSettled = true;
      };
      work.then(settled, settled);
      if (!(await clock.advanceUntil(() => isSettled, limitMs, 10))) throw tooLong(limitMs);
      return work;
    },
  };
}
