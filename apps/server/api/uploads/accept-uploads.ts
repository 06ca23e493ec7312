import { AppError } from '@allo/kernel';
import type { FastifyRequest } from 'fastify';
import type { Api } from '../api.ts';

export const maxUploadBytes = 100 * 1024 * 1024;

/**
 * Routes that take a file as the body itself, in one of `types`, and read it by {@link uploadOf}; `refusal` is told to
 * whoever sends something else.
 */
export function acceptUploads(
  api: Api,
  { types, refusal }: { types: string[]; refusal: string },
  addRoutes: (scope: Api) => void,
): void {
  void api.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    // Nothing is read here: the route does, piece by piece.
    scope.addContentTypeParser(types, (_request, _payload, parsed) => parsed(null));
    scope.addContentTypeParser('*', (_request, _payload, parsed) => {
      parsed(new AppError('unsupported_type', refusal));
    });
    addRoutes(scope as unknown as Api);
    done();
  });
}

/** The bytes of an upload as they come. Throws `too_large` beyond 100 MB, `bad_request` for one that breaks off. */
export async function* uploadOf(request: FastifyRequest): AsyncGenerator<Uint8Array> {
  if (Number(request.headers['content-length'] ?? 0) > maxUploadBytes) throw tooLarge();
  let bytes = 0;
  try {
    for await (const chunk of request.raw as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      if (bytes > maxUploadBytes) throw tooLarge();
      yield chunk;
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('bad_request', 'The upload broke off.', { cause: error });
  }
}

function tooLarge(): AppError {
  return new AppError('too_large', 'A file may have 100 MB: split it.');
}

/** A file's name as people see it, without a path. */
export function fileNameOf(name: string): string {
  return (name.split(/[\\/]/).at(-1) ?? '').slice(0, 200);
}
