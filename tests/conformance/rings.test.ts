import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../src/platform/root.ts'

const rules = createRequire(import.meta.url)(join(ROOT, '.dependency-cruiser.cjs')) as { forbidden: object[]; options: object }

async function broken(folder: string): Promise<string[]> {
  const here = process.cwd()
  process.chdir(folder)
  try {
    const { output } = await cruise(['src'], {
      ruleSet: { forbidden: rules.forbidden } as never,
      validate: true,
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
    })
    return (output as ICruiseResult).summary.violations.map(violation => violation.rule.name)
  } finally {
    process.chdir(here)
  }
}

describe('The rings', () => {
  it('hold, and a copy in which each is broken is found out', async () => {
    expect(await broken(ROOT)).toEqual([])
    const copy = mkdtempSync(join(ROOT, '.cache-rings-'))
    try {
      cpSync(join(ROOT, 'src'), join(copy, 'src'), { recursive: true })
      for (const file of ['package.json', 'tsconfig.json']) writeFileSync(join(copy, file), readFileSync(join(ROOT, file)))
      const add = (file: string, line: string): void =>
        writeFileSync(join(copy, file), `${line}\n${readFileSync(join(copy, file), 'utf8')}`)
      add('src/domain/severity.ts', "import '../platform/ids.ts'")
      add('src/platform/ids.ts', "import '../domain/actor.ts'")
      add('src/grievances/moment.ts', "import '../intake/title.ts'")
      add('src/remedies/acts.ts', "import '../casework/file-view.ts'")
      add('src/casework/listing.ts', "import 'node:crypto'")
      const found = await broken(copy)
      for (const rule of [
        'domain-is-pure',
        'platform-knows-no-project',
        'grievances-know-no-slice',
        'slices-meet-in-queries',
        'only-sealing-does-cryptography',
      ])
        expect(found).toContain(rule)
    } finally {
      rmSync(copy, { recursive: true, force: true })
    }
  })
})
