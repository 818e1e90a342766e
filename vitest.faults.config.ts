import { defineConfig } from 'vitest/config'

process.env.FAULTS = 'full'

/** The same harness as in the tests, with numbers that take an hour; the seed is printed and FAULTS_SEED brings it back. */
export default defineConfig({
  test: {
    include: ['tests/faults/**/*.test.ts', 'tests/canaries/**/*.test.ts'],
    globalSetup: ['./tests/support/postgres.ts', './tests/support/migrated.ts'],
    reporters: ['default', './tests/support/reporter.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 3_600_000,
    hookTimeout: 300_000,
  },
})
