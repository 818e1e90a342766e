import type { Translate } from '../platform/words.ts'
import { howMany, speakingTime } from '../communities/queries.ts'
import type { RunningMandate } from '../grievances/running-mandates.ts'
import { howGiven } from '../representation/queries.ts'
import type { Scene } from '../web/desk-act.ts'
import type { CaseFile } from './case-file.ts'

/** One thing that is known, by its name. */
interface FactRow {
  readonly name: string
  readonly value: string
}

/** What is known of a grievance, line by line, as far as this reader may know it. */
export function factsOf({ words }: Pick<Scene, 'words'>, file: CaseFile): FactRow[] {
  const severity =
    file.rating === null
      ? null
      : `${(['scale', 'scope', 'irremediability'] as const).map(name => `${words.t(`reference:severity.dimensions.${name}.label`)} ${file.rating?.[name] ?? '?'}`).join(' · ')} → ${file.rating.overall}`
  const rows: (readonly [string, string | null])[] = [
    ['severity', severity],
    ['involvement', file.involvement.map(one => `${one.organisation}: ${words.t(`reference:involvement.${one.mode}.label`)}`).join(' · ')],
    ['rights', file.rights.map(right => words.t(`reference:rights.${right}.label`)).join(' · ')],
    ['topics', file.topics.map(topic => words.t(`reference:topics.${topic}.label`)).join(' · ')],
    ['handler', file.handler],
    ['team', file.team],
    ['channel', channelOf(words, file)],
    ['routedBy', words.t(`casework:routedBy.${file.routedBy}`)],
    ['name', file.identityName],
    ['contact', file.identityWords],
    ...groupRows(words, file.group),
    ['tracks', file.tracks.map(track => words.t(`casework:tracks.${track}`)).join(' · ')],
    ['speaks', file.mandates.map(mandate => speaksFor(words, mandate)).join(' · ')],
    ['whoCanOpen', words.t('casework:whoCanOpen', { count: file.members, excluded: file.excluded })],
    ['panel', file.panel],
  ]
  const shown = file.onlyHelps ? rows.filter(([name]) => name === 'team' || name === 'channel') : rows
  return shown.flatMap(([name, value]) => (value === null || value === '' ? [] : [{ name: words.t(`casework:facts.${name}`), value }]))
}

/** A group by its name, its way of deciding, how many they are where that tells nobody, and who speaks for it until when. */
function groupRows(words: Translate, group: CaseFile['group']): (readonly [string, string])[] {
  if (group === null) return []
  const rule = words.t(`communities:forms.rule.options.${group.rule}`)
  return [
    ['group', [group.name, howMany(words, group.joined)].join(' · ')],
    ['decides', [rule, ...(group.how === '' ? [] : [group.how])].join(' · ')],
    ['speaksForGroup', words.list(group.speakers.map(speaker => speakingTime(words, speaker)))],
  ]
}

/** How it came, where not by the person's own hand, and whether it was read back to them. */
function channelOf(words: Translate, file: CaseFile): string | null {
  if (file.readBack === null) return null
  return `${words.t(`reference:channels.${file.channel}.label`)} · ${words.t(`casework:readBack.${file.readBack ? 'yes' : 'no'}`)}`
}

/** Who speaks for the person, for what, how that was given, and until when. */
function speaksFor(words: Translate, { team, scope, evidence, given_here: here, until_on }: RunningMandate): string {
  const what = words.list(scope.map(one => words.t(`representation:scopes.${one}`)))
  const given = howGiven(words, evidence, here)
  const until = until_on === null ? [] : [words.t('casework:until', { day: words.day(until_on) })]
  return [`${team ?? words.t('casework:teller')}: ${what}`, given, ...until].join(', ')
}
