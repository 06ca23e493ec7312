import { describe, expect, it } from 'vitest';
import { demandKey, loginOf } from './login-of.ts';

const profiles = {
  default: { url: 'https://a.example', apiKey: 'key-a' },
  work: { url: 'https://b.example', apiKey: 'key-b' },
};

describe('loginOf', () => {
  it('takes the profile that was asked for, else that of the environment, else the usual one', () => {
    expect(loginOf(profiles, {}, undefined)).toMatchObject({ url: 'https://a.example', apiKey: 'key-a' });
    expect(loginOf(profiles, { ALLO_PROFILE: 'work' }, undefined).apiKey).toBe('key-b');
    expect(loginOf(profiles, { ALLO_PROFILE: 'work' }, 'default').apiKey).toBe('key-a');
    expect(loginOf({}, {}, undefined)).toMatchObject({ url: 'http://127.0.0.1:8080', apiKey: null });
  });

  it('lets the environment win', () => {
    const env = { ALLO_URL: 'https://c.example', ALLO_API_KEY: 'key-c' };
    expect(loginOf(profiles, env, 'work')).toMatchObject({ url: 'https://c.example', apiKey: 'key-c' });
  });

  it('never takes the key of one installation to another', () => {
    expect(loginOf(profiles, { ALLO_URL: 'https://evil.example' }, undefined).apiKey).toBeNull();
    expect(loginOf(profiles, { ALLO_URL: 'http://a.example' }, undefined).apiKey).toBeNull();
    expect(loginOf(profiles, { ALLO_URL: 'https://a.example/' }, undefined).apiKey).toBe('key-a');
  });

  it('without a key / says where to get one', () => {
    expect(() => demandKey(loginOf({}, {}, undefined), 'en')).toThrow(
      /allo login --url http:\/\/127\.0\.0\.1:8080/,
    );
  });
});
