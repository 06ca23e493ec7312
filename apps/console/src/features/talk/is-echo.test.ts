import { describe, expect, it } from 'vitest';
import { isEcho } from './is-echo.ts';

const agent = 'Здравствуйте! Меня зовут Лидия. Чем могу помочь?';

describe('isEcho', () => {
  it.each([
    ['меня зовут лидия', true],
    ['здравствуйте меня зовут лида', true],
    ['меня зовут Анна Петрова', false],
    ['лидия', false],
    ['хочу записаться на завтра', false],
    ['', false],
  ])('«%s» while the agent greets / %s', (heard, verdict) => expect(isEcho(heard, agent)).toBe(verdict));
});
