import type { Provider } from '@allo/contracts/http';
import { describe, expect, it } from 'vitest';
import { readSettings } from './read-settings.ts';

const stored: Provider = {
  port: 'llm',
  source: 'organisation',
  baseUrl: 'https://llm.example/v1',
  model: 'small',
  voice: null,
  keyHint: '•••• 4f2a',
  version: 2,
  updatedAt: null,
};
const values = { baseUrl: 'https://llm.example/v1/', model: ' large ', apiKey: '' };

describe('readSettings', () => {
  it('no key typed, the same server / the stored one stays', () => {
    expect(readSettings(values, stored)).toEqual({ baseUrl: 'https://llm.example/v1', model: 'large' });
  });
  it('no key typed, another server or asked to forget it / there is none', () => {
    expect(readSettings({ ...values, baseUrl: 'https://other.example/v1' }, stored).apiKey).toBeNull();
    expect(readSettings({ ...values, isKeyRemoved: 'on' }, stored).apiKey).toBeNull();
    expect(readSettings(values, { ...stored, keyHint: null }).apiKey).toBeNull();
  });
  it('a key typed / is sent; a voice only for speech', () => {
    expect(readSettings({ ...values, apiKey: ' sk-1 ', voice: 'anna' }, stored)).toEqual({
      baseUrl: 'https://llm.example/v1',
      model: 'large',
      apiKey: 'sk-1',
    });
    expect(readSettings({ ...values, voice: '' }, { ...stored, port: 'tts' }).voice).toBeNull();
  });
});
