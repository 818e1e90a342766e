import { describe, expect, it } from 'vitest'
import { asksDatabase, LAWS, type Law } from './laws.ts'
import { sourcesIn, type Source } from './sources.ts'

const sources = sourcesIn('src', '.ts')
const migrations = sourcesIn('migrations', '.sql')

const broken = (law: Law, all: readonly Source[]): string[] =>
  all.filter(source => !law.except.includes(source.name)).flatMap(source => law.breaches(source))

describe.each(LAWS.map(law => [law.name, law] as const))('The source %s', (_name, law) => {
  it('in every file', () => {
    expect(broken(law, sources)).toEqual([])
  })

  it('and a file that does not is found', () => {
    expect(broken(law, [...sources, law.planted])).not.toEqual([])
  })

  it('and every file that is let off still exists and would be found', () => {
    expect(law.except.filter(name => !sources.some(source => source.name === name && law.breaches(source).length > 0))).toEqual([])
  })
})

describe('The migrations', () => {
  it('never ask the database what time it is, and one that does is found', () => {
    expect(migrations.flatMap(asksDatabase)).toEqual([])
    expect(asksDatabase({ name: 'a', text: 'create table a (at timestamptz not null default now()) -- now' })).toEqual(['a'])
    expect(asksDatabase({ name: 'b', text: 'select 1 -- never now()' })).toEqual([])
  })
})
