/** The law of the house: apps → {call, business, adapters} → contracts; the kernel may be used by all but contracts. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(apps|call|business|adapters|contracts|kernel|testing|bench)/', pathNot: allowed },
});
const notTest = { pathNot: '\\.(test|bench)\\.ts$|^(testing|bench)/' };
const stages = ['wire', 'media', 'hearing', 'thinking', 'scenario', 'speaking', 'russian'];
// Rooms a stage may lean on: they hold no state of a call.
const shared = ['audio'];

export default {
  forbidden: [
    only('contracts-import-nothing', '^contracts/', '^contracts/', 'Contracts are words only.'),
    only('kernel-imports-nothing', '^kernel/.*(?<!\\.test)\\.ts$', '^kernel/', 'The kernel knows no domain.'),
    only(
      'call-knows-no-business',
      '^call/.*(?<!\\.test)\\.ts$',
      '^(call|contracts|kernel)/',
      'A call can run on another machine.',
    ),
    only(
      'business-knows-no-call',
      '^business/.*(?<!\\.test)\\.ts$',
      '^(business|contracts|kernel)/',
      'Business sees events only.',
    ),
    only(
      'adapters-know-ports',
      '^adapters/.*(?<!\\.test)\\.ts$',
      '^(adapters|contracts|kernel)/',
      'Adapters implement contracts.',
    ),
    ...stages.map((stage) => ({
      name: `stage-${stage}-alone`,
      comment: 'Stages of a call meet only in call/session.',
      severity: 'error',
      from: { path: `^call/${stage}/`, pathNot: '\\.test\\.ts$' },
      to: {
        path: '^call/',
        pathNot: [
          `^call/${stage}/`,
          ...shared.map((room) => `^call/${room}/`),
          ...(stage === 'scenario' ? ['^call/russian/'] : []),
        ],
      },
    })),
    {
      name: 'audio-room-is-a-leaf',
      severity: 'error',
      from: { path: '^call/audio/', pathNot: '\\.test\\.ts$' },
      to: { path: '^call/(?!audio/)' },
    },
    {
      name: 'only-tests-use-testing',
      severity: 'error',
      from: { path: '^(apps|call|business|adapters|contracts|kernel)/', ...notTest },
      to: { path: '^(testing|bench)/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules|fixtures)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.json'],
    },
    parser: 'swc',
  },
};
