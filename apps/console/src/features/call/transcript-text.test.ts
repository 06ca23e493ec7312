import type { CallTurn } from '@allo/contracts/http';
import { expect, it } from 'vitest';
import { transcriptText } from './transcript-text.ts';

const turn = (over: Partial<CallTurn>) => ({ isInterrupted: false, startMs: 0, ...over }) as CallTurn;

it('transcriptText / two speakers and an interruption / one turn a line with its time', () => {
  const turns = [
    turn({ speaker: 'agent', text: 'Здравствуйте, вы', isInterrupted: true }),
    turn({ speaker: 'caller', text: 'Алло', startMs: 4200 }),
  ];
  const names = { caller: 'Звонящий', agent: 'Лидия', interrupted: 'перебит' };
  expect(transcriptText(turns, names)).toBe(
    '[0:00] Лидия: Здравствуйте, вы — (перебит)\n[0:04] Звонящий: Алло\n',
  );
});
