import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { createMasterKeys, deriveKey, deriveSecretText, isMasterKeyText } from './index.ts';

const text = (byte: number) => Buffer.alloc(32, byte).toString('base64');

describe('createMasterKeys', () => {
  it('takes the first as current and finds the others by their ids', () => {
    const keys = createMasterKeys([text(1), text(2)]);
    const old = createMasterKeys([text(2)]).current();
    expect(keys.byId(old.id)?.id).toBe(old.id);
    expect(keys.current().id).not.toBe(old.id);
    expect(keys.byId(keys.current().id)).toBe(keys.current());
    expect(keys.byId('00000000')).toBeNull();
  });

  it('reads both alphabets of base64 alike', () => {
    const bytes = Buffer.alloc(32, 0xfb);
    const ids = (['base64', 'base64url'] as const).map(
      (form) => createMasterKeys([bytes.toString(form)]).current().id,
    );
    expect(ids[0]).toBe(ids[1]);
  });

  it.each(['', 'short', text(1).slice(4), `${text(1)}AAAA`, 'пароль'.repeat(8)])(
    'refuses %j without showing it',
    (wrong) => {
      expect(isMasterKeyText(wrong)).toBe(false);
      let refusal: unknown;
      try {
        createMasterKeys([wrong]);
      } catch (error) {
        refusal = error;
      }
      expect(refusal).toBeInstanceOf(AppError);
      if (wrong !== '') expect((refusal as AppError).message).not.toContain(wrong);
    },
  );

  it('shows nothing of a key when printed', () => {
    const keys = createMasterKeys([text(7)]);
    const shown = inspect(keys.current(), { depth: 9 }) + JSON.stringify(keys.current());
    expect(shown).not.toContain(text(7).slice(0, 20));
    expect(shown).not.toContain('07 07');
  });
});

describe('deriveKey', () => {
  it('gives the same key for a label and others for other labels and masters', () => {
    const one = createMasterKeys([text(1)]).current();
    const two = createMasterKeys([text(2)]).current();
    const shown = (master: typeof one, label: string) => deriveKey(master, label).export().toString('hex');
    expect(shown(one, 'allo/objects')).toBe(shown(one, 'allo/objects'));
    expect(new Set([shown(one, 'a'), shown(one, 'b'), shown(two, 'a')]).size).toBe(3);
    expect(shown(one, 'a')).toHaveLength(64);
    expect(deriveSecretText(one, 'a')).toHaveLength(43);
  });

  it('is HKDF-SHA256 with an empty salt', () => {
    // RFC 5869 gives no 32-byte case with an empty salt, so the extract and expand steps are taken here by hand.
    const master = createMasterKeys([text(3)]).current();
    expect(
      deriveKey(master, 'allo/x')
        .export()
        .equals(byHand(Buffer.alloc(32, 3), 'allo/x')),
    ).toBe(true);
  });
});

function byHand(secret: Buffer, info: string): Buffer {
  const extracted = createHmac('sha256', Buffer.alloc(32)).update(secret).digest();
  return createHmac('sha256', extracted).update(info).update(Buffer.of(1)).digest();
}
