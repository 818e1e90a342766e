import type { AboutTopic } from '../contracts/paths.ts'
import type { Length } from '../domain/calendar.ts'
import { definePage } from '../platform/views/views.ts'
import type { Translate } from '../platform/words.ts'
import { placesToGo, type Place } from './help-view.ts'
import { lengthWords } from './lengths.ts'
import type { helpPlaces } from './queries.ts'

/** A page around the form: parts with short lines, and places that can help where it is about them. */
export interface AboutView {
  readonly heading: string
  readonly lead: string
  readonly parts: readonly { readonly title: string; readonly lines: readonly string[]; readonly steps: boolean }[]
  readonly places: readonly Place[]
  readonly emergency: string | null
}

export const aboutPage = definePage<AboutView>('intake/about', 'public:titles.about')

/** The times that the pages around the form tell. */
export const ABOUT_CLOCKS = [
  'acknowledgement',
  'eligibility',
  'findings',
  'update',
  'your_answer',
  'delivery',
  'verification',
  'look_again',
  'escalation',
] as const

/** The parts of each page, and the lines of each part, in their order. */
const PARTS = {
  how: {
    stages: ['told', 'answer', 'eligibility', 'findings', 'offer', 'delivery', 'verification', 'closing'],
    yours: ['update', 'late', 'again', 'stop', 'free'],
  },
  safety: {
    device: ['whose', 'alone', 'work', 'files', 'code'],
    leave: ['does', 'history', 'private'],
    names: ['guess', 'faces', 'letters'],
  },
  limits: {
    can: ['read', 'answer', 'readers', 'tell', 'courts'],
    cannot: ['result', 'police', 'secret', 'small', 'law'],
  },
  help: { rules: ['open', 'time', 'own'] },
  sealing: {
    sealed: ['words', 'voice', 'files', 'names', 'contact', 'messages', 'own', 'titles', 'draft'],
    clear: [
      'reference',
      'days',
      'team',
      'place',
      'language',
      'speaks',
      'group',
      'capacity',
      'topics',
      'severity',
      'remedies',
      'decisions',
      'counts',
      'opened',
      'survey',
    ],
    keys: ['code', 'team', 'speaking', 'address', 'never', 'weak'],
  },
} as const satisfies Record<AboutTopic, Record<string, readonly string[]>>

/** Where somebody in danger may look first. */
const SAYS_WHOM_TO_CALL: readonly AboutTopic[] = ['help', 'safety']

/** One of these pages, with the published times in its lines. */
export function aboutView(
  words: Translate,
  topic: AboutTopic,
  times: Record<(typeof ABOUT_CLOCKS)[number], Length>,
  { rows, emergency }: { rows: Awaited<ReturnType<typeof helpPlaces>>; emergency: string },
): AboutView {
  const base = `public:about.${topic}`
  const values = Object.fromEntries(Object.entries(times).map(([clock, length]) => [clock, lengthWords(words, length)]))
  return {
    heading: words.t(`${base}.link`),
    lead: words.t(`${base}.lead`),
    parts: Object.entries(PARTS[topic] as Record<string, readonly string[]>).map(([part, lines]) => ({
      title: words.t(`${base}.${part}.title`),
      lines: lines.map(line => words.t(`${base}.${part}.${line}`, values)),
      steps: part === 'stages',
    })),
    places: topic === 'help' ? placesToGo(words, rows) : [],
    emergency: SAYS_WHOM_TO_CALL.includes(topic) && emergency !== '' ? emergency : null,
  }
}
