import type { Reporter, TestCase, TestModule } from 'vitest/node'

/** Ends a run with what a reader needs: the slowest tests, which databases were used, and one line of figures. */
export default class ClosingLines implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap(module => [...module.children.allTests()])
    const passed = tests.filter(test => test.result().state === 'passed')
    const failed = tests.filter(test => test.result().state === 'failed')
    const broken = modules.filter(module => module.state() === 'failed' && ![...module.children.allTests('failed')].length)
    const slowest = tests.toSorted((a, b) => took(b) - took(a)).slice(0, 10)
    console.log('\nThe ten slowest tests:')
    for (const test of slowest) console.log(`  ${(took(test) / 1000).toFixed(1)} s  ${test.fullName}`)
    console.log(`\nPGlite: used. PostgreSQL: ${process.env.TEST_POSTGRES_VERSION ?? 'none was found, so nothing was run on it'}.`)
    console.log(`${passed.length} passed, ${failed.length + broken.length} failed`)
  }
}

function took(test: TestCase): number {
  return test.diagnostic()?.duration ?? 0
}
