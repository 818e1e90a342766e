const HOUR = 3_600_000
const DAY = 24 * HOUR

/** How long a service standard gives. Working days are Monday to Friday in UTC. */
export type Length = { readonly unit: 'hours' | 'days' | 'working_days'; readonly count: number }

/** The time at which something begun at `from` is due. */
export function dueAt(from: Date, length: Length): Date {
  if (length.unit === 'working_days') return addWorkingDays(from, length.count)
  return new Date(from.getTime() + length.count * (length.unit === 'hours' ? HOUR : DAY))
}

/** A due time that follows a person's act says no more than the half day: rounded earlier to 00:00 or 12:00 UTC. */
export function roundedEarlier(time: Date): Date {
  return new Date(Math.floor(time.getTime() / (12 * HOUR)) * 12 * HOUR)
}

/** The UTC day as `YYYY-MM-DD`. */
export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10)
}

/** The last day on which what is due then is in time; whoever is told days is told this one, and counts it late from the next. */
export function lastDay(due: Date): string {
  return dayOf(new Date(due.getTime() - 1))
}

/** Whole days from one time to another: 1 while anything is left; once it has passed −1 for the first day, then the days that are full. */
export function daysUntil(from: Date, to: Date): number {
  const days = (to.getTime() - from.getTime()) / DAY
  return days < 0 ? Math.min(-1, Math.ceil(days)) : Math.ceil(days)
}

/** The day `count` days after `day`. */
export function addDays(day: string, count: number): string {
  return dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY))
}

/** How many days lie between two days; less than 0 where the second comes first. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY)
}

/** Counted from the first moment of a working day: what begins on a day off begins with the next working day. */
function addWorkingDays(from: Date, count: number): Date {
  let time = from.getTime()
  if (isOff(time)) {
    time -= time % DAY
    while (isOff(time)) time += DAY
  }
  for (let left = count; left > 0;) {
    time += DAY
    if (!isOff(time)) left -= 1
  }
  return new Date(time)
}

function isOff(time: number): boolean {
  const weekday = new Date(time).getUTCDay()
  return weekday === 0 || weekday === 6
}
