import { defineConfig } from 'vitest/config'

/** Each worker loads the program once for all its files, so that a run spends its time on what it tests. */
export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['./tests/support/postgres.ts', './tests/support/migrated.ts'],
    reporters: ['default', './tests/support/reporter.ts'],
    pool: 'forks',
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 3,
  },
})
