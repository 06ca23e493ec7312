import { AlloError } from './allo-error.ts';

const textTypes = new Set(['text/plain', 'application/yaml', 'application/x-subrip']);

/**
 * The body of a good reply as the types of the operations have it: JSON read, YAML and plain text as text, nothing as
 * null, and files as the `Response` whose body is still to be read.
 */
export async function readReply(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === '' || response.status === 204) {
    await response.body?.cancel();
    return null;
  }
  if (type === 'application/json') return readJson(response);
  // The API answers no pages: this one is of something else at that address.
  if (type === 'text/html') throw notAllo(response.status, await response.text());
  return textTypes.has(type) ? response.text() : response;
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw notAllo(response.status, text, cause);
  }
}

function notAllo(status: number, text: string, cause?: unknown): AlloError {
  const said = text.replace(/\s+/g, ' ').slice(0, 200);
  const detail = `The answer was ${status} and not from Allo: ${said}`;
  return new AlloError({ status, code: 'unexpected', detail }, { cause });
}
