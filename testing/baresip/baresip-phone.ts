import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wavHeader } from '@allo/call/audio';
import { freePort } from '../server/index.ts';
import { ControlConnection } from './control-connection.ts';

const rateHz = 8000;
/** A sound file must outlast its use: what baresip does at its end is its own affair. */
const tailSeconds = 120;

/** baresip as a user runs it: a process without a sound card, that speaks out of files and keeps what it heard in one. */
export class BaresipPhone {
  readonly #folder: string;
  readonly #child: ChildProcess;
  readonly #control: ControlConnection;
  readonly #output: () => string;
  #files = 0;

  private constructor(folder: string, child: ChildProcess, control: ControlConnection, output: () => string) {
    this.#folder = folder;
    this.#child = child;
    this.#control = control;
    this.#output = output;
  }

  /** Rejects with baresip's own words when it does not start: it is absent, or its modules are. */
  static async start(): Promise<BaresipPhone> {
    const folder = await mkdtemp(join(tmpdir(), 'allo-baresip-'));
    const [sipPort, controlPort] = [await freePort(), await freePort()];
    await mkdir(join(folder, 'rec'));
    await writeFile(join(folder, 'silence.wav'), wavFile(new Int16Array(0)));
    await writeFile(join(folder, 'config'), configuration(folder, sipPort, controlPort));
    await writeFile(
      join(folder, 'accounts'),
      '<sip:caller@127.0.0.1;transport=udp>;regint=0;audio_codecs=pcma,pcmu;answermode=auto;dtmfmode=rtpevent\n',
    );
    await writeFile(join(folder, 'contacts'), '');
    let output = '';
    const child = spawn('baresip', ['-4', '-v', '-f', folder], { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
    const failed = new Promise<never>((_, reject) => {
      child.once('error', (error) =>
        reject(
          new Error(
            `baresip cannot be run (${error.message}): apt-get install -y --no-install-recommends baresip baresip-core`,
          ),
        ),
      );
      child.once('exit', (code) => reject(new Error(`baresip ended with ${code}:\n${output}`)));
    });
    // Once it runs, its end is no failure of the start.
    failed.catch(() => {});
    const control = await Promise.race([ControlConnection.open(controlPort, 10_000), failed]);
    return new BaresipPhone(folder, child, control, () => output);
  }

  /** What baresip printed. */
  get output(): string {
    return this.#output();
  }

  /** Types of the events it told, e.g. `CALL_ESTABLISHED`, `CALL_CLOSED`. */
  get events(): readonly string[] {
    return this.#control.events;
  }

  dial(uri: string): Promise<void> {
    return this.#control.send('dial', uri);
  }

  /** From now on speaks these 8 kHz samples, then silence. */
  async say(pcm: Int16Array): Promise<void> {
    this.#files += 1;
    const path = join(this.#folder, `say-${this.#files}.wav`);
    await writeFile(path, wavFile(pcm));
    await this.#control.send('ausrc', `aufile,${path}`);
  }

  /** RFC 4733. */
  press(digit: string): Promise<void> {
    return this.#control.send('sndcode', digit);
  }

  /** The file baresip wrote of what it heard. Rejects while there is none. */
  async heardWav(): Promise<Buffer> {
    const folder = join(this.#folder, 'rec');
    const name = (await readdir(folder)).find((one) => one.endsWith('-dec.wav'));
    if (!name) throw new Error(`baresip recorded nothing:\n${this.output}`);
    return readFile(join(folder, name));
  }

  /** Idempotent. */
  async close(): Promise<void> {
    this.#control.close();
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const exited = new Promise((resolve) => this.#child.once('exit', resolve));
      this.#child.kill('SIGKILL');
      await exited;
    }
    await rm(this.#folder, { recursive: true, force: true });
  }
}

function wavFile(pcm: Int16Array): Buffer {
  const samples = new Int16Array(pcm.length + tailSeconds * rateHz);
  samples.set(pcm);
  const data = Buffer.from(samples.buffer);
  return Buffer.concat([wavHeader({ sampleRateHz: rateHz, channels: 1 }, data.length), data]);
}

/** `aufile` only plays; the player is a bridge to nobody; `sndfile` keeps both directions. */
function configuration(folder: string, sipPort: number, controlPort: number): string {
  return `sip_listen 127.0.0.1:${sipPort}
net_interface 127.0.0.1
audio_player aubridge,null
audio_source aufile,${join(folder, 'silence.wav')}
audio_alert aubridge,null
ausrc_format s16
auplay_format s16
auenc_format s16
audec_format s16
audio_buffer 20-160
audio_telev_pt 101
rtp_ports 30000-30999
module_path /usr/lib/baresip/modules
module g711.so
module aufile.so
module aubridge.so
module sndfile.so
module_tmp account.so
module_app menu.so
module_app ctrl_tcp.so
ctrl_tcp_listen 127.0.0.1:${controlPort}
snd_path ${join(folder, 'rec')}
ring_aufile none
ringback_aufile none
`;
}
