import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as reference from '../../src/domain/reference/index.ts'

type Words = { [key: string]: string | Words }

/** Each list of words, by its path in the file, with the codes it must name. `stages` has its tuple elsewhere. */
const LISTS: Record<string, readonly (string | number | { code: string })[]> = {
  criteria: reference.CRITERIA,
  remedyTypes: reference.REMEDY_TYPES,
  remedySubtypes: reference.REMEDY_SUBTYPES,
  remedyStatus: reference.REMEDY_STATUSES,
  rights: reference.RIGHTS,
  aiRights: reference.AI_RIGHTS,
  topics: reference.ISSUE_TOPICS,
  'severity.dimensions': reference.SEVERITY_DIMENSIONS,
  'severity.levels': reference.SEVERITY_DIMENSIONS,
  'severity.levels.scale': reference.SEVERITY_LEVELS,
  'severity.levels.scope': reference.SEVERITY_LEVELS,
  'severity.levels.irremediability': reference.SEVERITY_LEVELS,
  'severity.overall': reference.SEVERITY_LEVELS,
  urgencyFlags: reference.URGENCY_FLAGS,
  priorities: reference.PRIORITIES,
  involvement: reference.INVOLVEMENT_MODES,
  capacities: reference.SUBMITTER_CAPACITIES,
  identityModes: reference.IDENTITY_MODES,
  channels: reference.CHANNELS,
  mandateEvidence: reference.MANDATE_EVIDENCE,
  externalRoutes: reference.EXTERNAL_ROUTES,
  admissionRequirements: reference.ADMISSION_REQUIREMENTS,
  nonAdmissionGrounds: reference.NON_ADMISSION_GROUNDS,
  findings: reference.FINDINGS,
  agreements: reference.AGREEMENTS,
  remedyDeliveries: reference.REMEDY_DELIVERIES,
  complainantViews: reference.COMPLAINANT_VIEWS,
  closureReasons: reference.CLOSURE_REASONS,
  retaliationTypes: reference.RETALIATION_TYPES,
  protectiveMeasures: reference.PROTECTIVE_MEASURES,
  groups: reference.STAKEHOLDER_GROUPS,
  selfIdentification: reference.SELF_IDENTIFICATION,
  accessNeeds: reference.ACCESS_NEEDS,
  survey: [...reference.SURVEY_QUESTIONS, ...reference.SURVEY_EXTRA],
  surveyAnswers: reference.SURVEY_ANSWERS,
  verifications: reference.COMPLAINANT_VERIFICATIONS,
  indicators: reference.INDICATORS,
}

const localesFolder = new URL('../../locales/', import.meta.url)
const locales = readdirSync(localesFolder)
const english = wordsOf('en')

function wordsOf(locale: string): Words {
  return JSON.parse(readFileSync(new URL(`${locale}/reference.json`, localesFolder), 'utf8')) as Words
}

function at(words: Words, path: string): Words {
  return path.split('.').reduce((node, key) => (node[key] ?? {}) as Words, words)
}

function codesOf(list: readonly (string | number | { code: string })[]): string[] {
  return list.map(item => (typeof item === 'object' ? item.code : String(item))).sort()
}

function wrongLists(words: Words): string[] {
  return Object.entries(LISTS).flatMap(([path, list]) => {
    const named = Object.keys(at(words, path)).sort()
    return named.join() === codesOf(list).join() ? [] : [path]
  })
}

function leaves(words: Words, prefix = ''): [path: string, text: string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : leaves(value, `${prefix}${key}.`),
  )
}

/** The entries without a label. */
function unlabelled(words: Words): string[] {
  const entries = new Set(pathsOf(words).map(path => path.slice(0, path.lastIndexOf('.'))))
  return [...entries].filter(path => !('label' in at(words, path)))
}

function emptyOrPadded(words: Words): string[] {
  return leaves(words).flatMap(([path, text]) => (text === '' || text !== text.trim() ? [path] : []))
}

function pathsOf(words: Words): string[] {
  return leaves(words).map(([path]) => path)
}

describe.each(locales)('the reference words in %s', locale => {
  const words = wordsOf(locale)

  it('name every code of every list, and no other', () => {
    expect(wrongLists(words)).toEqual([])
    const lists = Object.keys(LISTS).map(path => path.split('.')[0])
    expect(new Set(Object.keys(words))).toEqual(new Set([...lists, 'stages']))
  })

  it('give every entry a label', () => {
    expect(unlabelled(words)).toEqual([])
  })

  it('have the same keys as the English words', () => {
    expect(pathsOf(words).sort()).toEqual(pathsOf(english).sort())
  })

  it('are never empty or padded', () => {
    expect(emptyOrPadded(words)).toEqual([])
  })
})

describe('the law that every code has a name', () => {
  it('is broken by a code without words', () => {
    const copy = structuredClone(english)
    delete at(copy, 'rights')['right_water']
    expect(wrongLists(copy)).toEqual(['rights'])
  })

  it('is broken by words without a code', () => {
    const copy = structuredClone(english)
    at(copy, 'severity.levels.scope')['5'] = { label: 'Everyone' }
    expect(wrongLists(copy)).toEqual(['severity.levels.scope'])
  })

  it('is broken by an entry without a label, and by words that are empty or padded', () => {
    const copy = structuredClone(english)
    delete at(copy, 'rights.right_water')['label']
    at(copy, 'rights.right_health')['label'] = ''
    at(copy, 'rights.right_education')['label'] = ' Education'
    expect(unlabelled(copy)).toEqual(['rights.right_water'])
    expect(emptyOrPadded(copy)).toEqual(['rights.right_health.label', 'rights.right_education.label'])
  })

  it('covers every tuple of the reference lists', () => {
    const covered = new Set<unknown>(Object.values(LISTS))
    const surveyed = [reference.SURVEY_QUESTIONS, reference.SURVEY_EXTRA]
    const tuples = Object.values(reference).filter(tuple => !surveyed.some(list => list === tuple))
    expect(tuples.filter(tuple => !covered.has(tuple))).toEqual([])
  })
})

it('no English word for the harmed person calls them a complainant or what happened a grievance', () => {
  expect(leaves(english).filter(([, text]) => /complainant|grievance/i.test(text))).toEqual([])
})
