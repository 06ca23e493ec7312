import { describe, expect, it } from 'vitest';
import { firstSteps } from './first-steps.ts';

describe('the first steps', () => {
  it('are the same in both languages', () => {
    expect(firstSteps('README.md')).toHaveLength(8);
    expect(firstSteps('README.ru.md')).toEqual(firstSteps('README.md'));
  });
});
