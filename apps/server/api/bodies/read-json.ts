import { AppError } from '@allo/kernel';
import type { Api } from '../api.ts';
import { nestingDepth } from './nesting-depth.ts';

/** No body of ours is half as deep; what walks a value by recursion stands a hundred times more. */
const deepest = 64;

/** Reads JSON bodies, and refuses those made to exhaust the stack of whoever looks at them. */
export function readJson(api: Api): void {
  const parse = api.getDefaultJsonParser('error', 'error');
  api.removeContentTypeParser('application/json');
  api.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (nestingDepth(body as string) > deepest) {
      done(new AppError('bad_request', `The body is nested more than ${deepest} deep.`));
      return;
    }
    void parse(request, body as string, done);
  });
}
