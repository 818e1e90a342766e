import { addTurn } from '../stewardship/duty.ts'
import { addDays, dayOf } from '../domain/calendar.ts'
import { receiptGroups } from '../domain/receipt.ts'
import type { Context } from '../contracts/context.ts'
import { grievancesVisibleTo } from '../grievances/visible.ts'
import { receive } from '../grievances/receive.ts'
import { nothingTold } from '../grievances/telling.ts'
import { newReceipt, stretchReceipt } from '../grievances/receipts.ts'
import { openSurveys } from '../effectiveness/open-surveys.ts'
import { recordMandate } from '../representation/mandate-acts.ts'
import type { Telling } from '../grievances/telling.ts'
import { play } from './course.ts'
import { makeGroup } from './group.ts'
import { makeOrganisations, type Organisations } from './organisations.ts'
import { atDesk, type Played } from './play.ts'
import { makeCast, type Cast, type StaffName } from './people.ts'
import type { Course } from './stage.ts'
import { CLOSED_STORIES, STORIES, type Story } from './stories.ts'

const DAY_MS = 86_400_000
/** What the centre brought for somebody, and who of it follows that. */
const BROUGHT_BY: Readonly<Record<string, StaffName>> = { SC01: 'Joseph', SC07: 'Neema' }
/** What many people told together. */
const GROUP = 'SC04'
const COURSE_OF: Readonly<Record<string, readonly [Course, number]>> = {
  SC01: ['agreed', 60],
  SC02: ['disputed', 90],
  SC03: ['rated', 20],
  SC04: ['offered', 70],
  SC05: ['delivered', 80],
  SC06: ['unsafe', 4],
  SC07: ['admitted', 25],
  SC08: ['waiting', 9],
  SC09: ['acknowledged', 3],
  SC10: ['received', 0],
  SC11: ['rated', 40],
  SC12: ['notAdmitted', 30],
  SC13: ['received', 4],
  SC14: ['acknowledged', 12],
  SC15: ['offered', 45],
}

/** A clock that the seeding sets back and lets go again. */
export interface DemoClock {
  set(time: Date): void
  now(): Date
}

/** What the seeding leaves for whoever walks the demo. */
export interface Seeded {
  readonly cast: Cast
  readonly codes: readonly { readonly story: string; readonly language: string; readonly code: string }[]
}

/** Fills the invented mechanism: fifteen stories in many stages, and closed ones so that figures have something to count. */
export async function seed(context: Context, clock: DemoClock, today: Date): Promise<Seeded> {
  clock.set(new Date(today.getTime() - 300 * DAY_MS))
  const cast = await makeCast(context, 'Rivers and Works')
  const organisations = await makeOrganisations(context, cast)
  const codes: { story: string; language: string; code: string }[] = []
  for (let index = 0; index < 24; index += 1) {
    const story = CLOSED_STORIES[index % CLOSED_STORIES.length]
    if (story === undefined) continue
    clock.set(new Date(today.getTime() - (270 - index * 8) * DAY_MS))
    const { code } = await tellAndPlay(context, clock, { cast, organisations }, story, 'closed')
    if (index >= 20) codes.push({ story: 'closed', language: story.language, code: receiptGroups(code).join(' ') })
  }
  for (const story of STORIES) {
    const [course, ago] = COURSE_OF[story.id] ?? ['received', 1]
    clock.set(new Date(today.getTime() - ago * DAY_MS))
    const { code, played } = await tellAndPlay(context, clock, { cast, organisations }, story, course)
    if (story.id === GROUP) {
      const member = await makeGroup(context, played, story.language)
      codes.push({ story: `${story.id}-member`, language: story.language, code: receiptGroups(member).join(' ') })
    }
    if (context.words.offers(story.language)) codes.push({ story: story.id, language: story.language, code: receiptGroups(code).join(' ') })
  }
  clock.set(today)
  await putOnDuty(context, cast, dayOf(today))
  await openSurveys(context)
  return { cast, codes }
}

/** Somebody on duty in each team, for a month. */
async function putOnDuty(context: Context, cast: Cast, day: string): Promise<void> {
  const { river, works } = cast.teams
  const turns = [
    [river, 'Wanjiru', 1],
    [river, 'Inés', 2],
    [works, 'Salma', 1],
    [works, 'Otieno', 2],
  ] as const
  await context.db.transaction().execute(async trx => {
    for (const [team, name, rank] of turns)
      await addTurn(context, trx, cast.people.Inés.actor, {
        teamId: team.principalId,
        accountId: cast.people[name].actor.id,
        rank,
        fromOn: day,
        untilOn: addDays(day, 30),
      })
  })
}

/** A title that ends with a whole word. */
function titled(text: string): string {
  const start = [...text].slice(0, 56).join('')
  return start === text ? text : `${start.slice(0, Math.max(start.lastIndexOf(' '), 20)).trim()}…`
}

async function tellAndPlay(
  context: Context,
  clock: DemoClock,
  world: { cast: Cast; organisations: Organisations },
  story: Story,
  course: Course,
): Promise<{ code: string; played: Played }> {
  const code = newReceipt()
  const stretched = await stretchReceipt(context, code)
  const organisation = world.organisations.get(story.organisations[0]?.name ?? '')
  const receiving = await context.db.transaction().execute(trx =>
    receive(
      context,
      trx,
      {
        ...nothingTold(story.language),
        channel: story.channel,
        capacity: story.capacity,
        identityMode: story.identity,
        notSafe: story.urgent,
        topics: story.topics,
        ...broughtBy(world.cast, story),
        told: { operationId: organisation?.operationId ?? null, organisationId: organisation?.id ?? null },
        title: titled(story.text),
        story: { text: story.text, language: story.language, answers: {}, ...signature(story) },
      },
      stretched,
    ),
  )
  const { reference, team_id } = await grievancesVisibleTo(context.db, { kind: 'system' })
    .select(['reference', 'team_id'])
    .where('id', '=', receiving.grievanceId)
    .executeTakeFirstOrThrow()
  const pair: readonly [StaffName, StaffName] = team_id === world.cast.teams.river.principalId ? ['Wanjiru', 'Inés'] : ['Salma', 'Otieno']
  const pass = (days: number): void => clock.set(new Date(clock.now().getTime() + days * DAY_MS))
  const stage = {
    context,
    handler: world.cast.people[pair[0]],
    lead: world.cast.people[pair[1]],
    organisationId: organisation?.id ?? '',
    pass,
  }
  const played = { reference, receiving }
  await play(stage, story, played, course)
  if (BROUGHT_BY[story.id] === 'Joseph') await writeMandate(context, world.cast, played, story.language)
  return { code, played }
}

function broughtBy(cast: Cast, story: Story): Partial<Telling> {
  const follower = BROUGHT_BY[story.id]
  if (follower === undefined) return {}
  const bringing = { teamId: cast.teams.centre.principalId, accountId: cast.people[follower].actor.id }
  return { channel: 'ch_intermediary', capacity: 'cap_rep_ngo', broughtBy: bringing }
}

function signature(story: Story): { by?: string } {
  const follower = BROUGHT_BY[story.id]
  return follower === undefined ? {} : { by: `${follower}, Three Wells Women’s Centre` }
}

/** What the person asked the centre to do, for three months from now; how that was given is written in her language. */
async function writeMandate(context: Context, cast: Cast, played: Played, language: string): Promise<void> {
  const today = dayOf(context.clock.now())
  await atDesk(context, { ...cast.people.Joseph, language }, played, recordMandate, {
    scope: ['talk', 'receive', 'negotiate'],
    evidence: 'me_thumb_witness',
    since: today,
    until: addDays(today, 90),
    how: 'En su patio, con su hermana, que se lo leyó en voz alta.',
  })
}
