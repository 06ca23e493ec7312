import fc from 'fast-check';

/** Strings that have broken programs: of other scripts, of no script, too long, or meant for somebody else. */
export const hostileStrings: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 50 }),
  fc.string({ unit: 'grapheme', maxLength: 50 }),
  fc.constantFrom(
    '',
    ' ',
    '\0',
    'a\0b',
    '\ud800',
    '\udc00\ud800',
    '\u202e\u0000\ufeff',
    'null',
    'undefined',
    '__proto__',
    'constructor',
    '../../etc/passwd',
    '..\\..\\windows',
    "' OR 1=1; --",
    "'; DROP TABLE calls; --",
    '${7*7}{{7*7}}',
    '%00%ff%2e%2e%2f',
    '<script>alert(1)</script>',
    '-1',
    '1e309',
    'NaN',
    '0x7fffffff',
    '9999999999999999999999',
    '2026-02-30T25:61:61Z',
    '0000-01-01T00:00:00Z',
    '+275760-09-13T00:00:00.001Z',
    '00000000-0000-0000-0000-000000000000',
    'Ж'.repeat(5000),
    'a'.repeat(100_000),
    '\r\nSet-Cookie: a=b\r\n\r\n',
  ),
);

const hostileNumbers = fc.constantFrom(
  0,
  -0,
  -1,
  0.1,
  1e-320,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53,
  2 ** 63,
  1e308,
  -1e308,
);

/** Values of every kind, nested and not, where something else was expected. */
export const hostileValues: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileStrings },
  { weight: 2, arbitrary: hostileNumbers },
  { weight: 2, arbitrary: fc.constantFrom(null, true, false, [], {}, [[]], [null]) },
  { weight: 1, arbitrary: fc.array(hostileStrings, { maxLength: 5 }) },
  { weight: 1, arbitrary: fc.dictionary(hostileStrings, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 5 }) },
  { weight: 1, arbitrary: fc.nat(3000).map(nested) },
  { weight: 1, arbitrary: fc.nat(20_000).map((count) => Array.from({ length: count }, () => 0)) },
  {
    weight: 1,
    arbitrary: fc.constant(
      JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{}}}') as unknown,
    ),
  },
);

/** `{"a":{"a":…}}` */
function nested(depth: number): unknown {
  let value: unknown = 'bottom';
  for (let index = 0; index < depth; index++) value = index % 2 === 0 ? { a: value } : [value];
  return value;
}
