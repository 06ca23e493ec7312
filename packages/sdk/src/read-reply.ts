const textTypes = new Set(['text/plain', 'application/yaml', 'application/x-subrip']);

/**
 * The body of a good reply as the types of the operations have it: JSON read, YAML and plain text as text, nothing as
 * null, and files as the `Response` whose body is still to be read.
 */
export async function readReply(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === '') {
    await response.body?.cancel();
    return null;
  }
  if (type === 'application/json') return response.json();
  return textTypes.has(type) ? response.text() : response;
}
