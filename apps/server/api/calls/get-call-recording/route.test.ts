import { readWav, wavHeader } from '@allo/call/audio';
import { describe, expect, it } from 'vitest';
import { createTestApi, otherOrgId, sampleCall } from '../../testing.ts';

const id = '01959999-0000-7000-8000-000000000001';
const format = { sampleRateHz: 8000, channels: 2 };

/** A file whose header says `saidBytes` of audio while it holds `heldBytes`. */
function recording(saidBytes: number, heldBytes: number): Buffer {
  return Buffer.concat([
    wavHeader(format, saidBytes),
    Uint8Array.from({ length: heldBytes }, (_, index) => index % 251),
  ]);
}

async function apiWith(file: Uint8Array | undefined) {
  const { api, addCall } = await createTestApi();
  addCall(sampleCall(id), file ? { recording: file } : {});
  return (range?: string, method: 'GET' | 'HEAD' = 'GET') =>
    api.inject({ method, url: `/v1/calls/${id}/recording`, headers: range ? { range } : {} });
}

describe('GET /v1/calls/:id/recording', () => {
  it('200: answers the file as it lies there', async () => {
    const file = recording(800, 800);
    const reply = await (await apiWith(file))();
    expect(reply.statusCode).toBe(200);
    expect(reply.headers).toMatchObject({
      'content-type': 'audio/wav',
      'accept-ranges': 'bytes',
      'content-length': '844',
    });
    expect(reply.rawPayload.equals(file)).toBe(true);
  });

  it('200: gives a recording under way a header that tells what is there, whole frames only', async () => {
    const reply = await (await apiWith(recording(0, 803)))();
    expect(reply.rawPayload.length).toBe(844);
    expect(readWav(reply.rawPayload)).toMatchObject({ ...format, dataBytes: 800, isUnfinished: false });
  });

  it('206: parts put together are the whole, also across the header', async () => {
    const get = await apiWith(recording(0, 800));
    const whole = (await get()).rawPayload;
    const parts = await Promise.all(['bytes=0-9', 'bytes=10-59', 'bytes=60-'].map((range) => get(range)));
    expect(parts.map((part) => [part.statusCode, part.headers['content-range']])).toEqual([
      [206, 'bytes 0-9/844'],
      [206, 'bytes 10-59/844'],
      [206, 'bytes 60-843/844'],
    ]);
    expect(Buffer.concat(parts.map((part) => part.rawPayload)).equals(whole)).toBe(true);
  });

  it('206: the last bytes', async () => {
    const reply = await (await apiWith(recording(800, 800)))('bytes=-4');
    expect([reply.statusCode, reply.headers['content-range'], reply.rawPayload.length]).toEqual([
      206,
      'bytes 840-843/844',
      4,
    ]);
  });

  it('416: a range beyond the end is refused with the size', async () => {
    const reply = await (await apiWith(recording(800, 800)))('bytes=844-');
    expect([reply.statusCode, reply.headers['content-range'], reply.json()]).toMatchObject([
      416,
      'bytes */844',
      { code: 'range_not_satisfiable' },
    ]);
  });

  it('HEAD: tells the size', async () => {
    const reply = await (await apiWith(recording(800, 800)))(undefined, 'HEAD');
    expect([reply.statusCode, reply.headers['content-length'], reply.body]).toEqual([200, '844', '']);
  });

  it('404: no recording, or one whose header is not written yet', async () => {
    for (const file of [undefined, recording(0, 0).subarray(0, 20)]) {
      const reply = await (await apiWith(file))();
      expect([reply.statusCode, reply.json()]).toMatchObject([
        404,
        { detail: 'This call has no recording.' },
      ]);
    }
  });

  it('404: the recording of another organisation is not there', async () => {
    const { api, addCall } = await createTestApi();
    addCall(sampleCall(id), { orgId: otherOrgId, recording: recording(800, 800) });
    const reply = await api.inject(`/v1/calls/${id}/recording`);
    expect([reply.statusCode, reply.json()]).toMatchObject([404, { detail: 'There is no such call.' }]);
  });
});
