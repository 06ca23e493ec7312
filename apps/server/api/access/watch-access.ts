import type { Clock } from '@allo/kernel';
import type { WebSocket } from '../web-socket.ts';

const checkEveryMs = 10_000;
/** RFC 6455 §7.4.1: against the rules, now. */
const policyViolation = 1008;

/**
 * A socket stays open long after it was let in: whoever signs out, is removed, or loses a permission loses it too.
 * `isStillAllowed` never rejects.
 */
export function watchAccess(socket: WebSocket, clock: Clock, isStillAllowed: () => Promise<boolean>): void {
  let isOpen = true;
  const check = async (): Promise<void> => {
    const isAllowed = await isStillAllowed();
    if (!isOpen) return;
    if (isAllowed) timer = wait();
    else socket.close(policyViolation, 'you may not follow this any more');
  };
  const wait = () => clock.setTimer(checkEveryMs, () => void check());
  let timer = wait();
  socket.on('close', () => {
    isOpen = false;
    timer.cancel();
  });
}
