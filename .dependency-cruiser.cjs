const SLICES = 'accounts|casework|communities|dialogue|effectiveness|helping|intake|letters|partners|remedies|representation|stewardship'

/** The rings of src/README: each imports only what lies further in, and nothing imports an entry. */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'domain-is-pure', severity: 'error', from: { path: '^src/domain' }, to: { pathNot: '^src/domain' } },
    {
      name: 'platform-knows-no-project',
      severity: 'error',
      from: { path: '^src/platform' },
      to: { path: '^src', pathNot: '^src/platform' },
    },
    {
      name: 'contracts-know-domain-and-platform',
      severity: 'error',
      from: { path: '^src/contracts' },
      to: { path: '^src', pathNot: '^src/(contracts|domain|platform)|^src/config.ts' },
    },
    {
      name: 'grievances-know-no-slice',
      severity: 'error',
      from: { path: '^src/grievances' },
      to: { path: '^src', pathNot: '^src/(grievances|contracts|domain|platform)' },
    },
    {
      name: 'web-knows-no-slice',
      severity: 'error',
      from: { path: '^src/web' },
      to: { path: '^src', pathNot: '^src/(web|grievances|contracts|domain|platform)' },
    },
    {
      name: 'slices-meet-in-queries',
      severity: 'error',
      from: { path: `^src/(${SLICES})/` },
      to: { path: `^src/(${SLICES}|doors|demo)/|^src/[a-z]+\\.ts`, pathNot: ['^src/$1/', `^src/(${SLICES})/queries.ts`] },
    },
    { name: 'nothing-imports-an-entry', severity: 'error', from: {}, to: { path: '^src/(server|cli)\\.ts|^src/demo/demo\\.ts' } },
    {
      name: 'only-sealing-does-cryptography',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/platform/(sealing/|ids.ts)' },
      to: { path: '^(sodium-native|crypto|@node-rs/argon2)$|node_modules/(sodium-native|@node-rs/argon2)' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
  },
}
