/** When people read: which days of the week (1 is Monday), from which hour until which, on the clocks of which place. */
export interface ReadingHours {
  readonly zone: string
  readonly days: readonly number[]
  readonly from: number
  readonly until: number
}

/** Monday to Friday, 9:00 to 17:00 UTC: what a mechanism begins with. */
export const STANDARD_HOURS: ReadingHours = { zone: 'UTC', days: [1, 2, 3, 4, 5], from: 9, until: 17 }

/** When a person reads next: today until a time, or from a time on a later day; in which time zone it is told. */
export type NextReading = { readonly zone: string } & (
  { readonly when: 'today'; readonly until: Date } | { readonly when: 'later'; readonly from: Date }
)

/** What comes before the hours end is read before they end. Hours without a day of the week count as the standard ones. */
export function nextReading(now: Date, given: ReadingHours = STANDARD_HOURS): NextReading {
  const hours = given.days.length === 0 ? STANDARD_HOURS : given
  const { zone } = hours
  const today = localDay(now, zone)
  const closes = atHour(today, hours.until, zone)
  if (reads(today, hours) && now < closes) return { zone, when: 'today', until: closes }
  let day = nextDay(today)
  while (!reads(day, hours)) day = nextDay(day)
  return { zone, when: 'later', from: atHour(day, hours.from, zone) }
}

/** Whether this is the name of a time zone. */
export function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) instanceof Intl.DateTimeFormat
  } catch {
    return false
  }
}

/** A calendar day as the midnight that begins it in UTC, whatever clocks it is counted by. */
type Day = Date

function reads(day: Day, { days }: ReadingHours): boolean {
  return days.includes(day.getUTCDay() === 0 ? 7 : day.getUTCDay())
}

function nextDay(day: Day): Day {
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate() + 1))
}

function localDay(time: Date, zone: string): Day {
  const wall = onTheWall(time, zone)
  return new Date(wall - (wall % 86_400_000))
}

/** The moment at which clocks of this zone show this hour; asked twice, because the clocks may change in between. */
function atHour(day: Day, hour: number, zone: string): Date {
  const wanted = day.getTime() + hour * 3_600_000
  const guess = wanted - (onTheWall(new Date(wanted), zone) - wanted)
  return new Date(guess - (onTheWall(new Date(guess), zone) - wanted))
}

/** What the clocks of this zone show, as if it were UTC. */
function onTheWall(time: Date, zone: string): number {
  if (zone === 'UTC') return time.getTime() - (time.getTime() % 1_000)
  const parts = Object.fromEntries(
    clockOf(zone)
      .formatToParts(time)
      .map(part => [part.type, Number(part.value)]),
  )
  return Date.UTC(parts.year ?? 0, (parts.month ?? 1) - 1, parts.day, parts.hour, parts.minute, parts.second)
}

const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone)
  if (known !== undefined) return known
  const shape = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const
  const made = new Intl.DateTimeFormat('en-US', { ...shape, hourCycle: 'h23', timeZone: zone })
  clocks.set(zone, made)
  return made
}
