const OPENS = 9
const CLOSES = 17

/** When a person reads next: today until a time, or from a time on a later day. */
export type NextReading = { readonly when: 'today'; readonly until: Date } | { readonly when: 'later'; readonly from: Date }

/** Working hours are Monday to Friday, 9:00 to 17:00 UTC; what comes before they end is read before they end. */
export function nextReading(now: Date): NextReading {
  const closes = atHour(now, CLOSES)
  if (isWorkingDay(now) && now < closes) return { when: 'today', until: closes }
  let day = nextDay(now)
  while (!isWorkingDay(day)) day = nextDay(day)
  return { when: 'later', from: atHour(day, OPENS) }
}

function isWorkingDay(day: Date): boolean {
  return day.getUTCDay() !== 0 && day.getUTCDay() !== 6
}

function nextDay(day: Date): Date {
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate() + 1))
}

function atHour(day: Date, hour: number): Date {
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate(), hour))
}
