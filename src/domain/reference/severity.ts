/** The three dimensions of severity (UNGP 14 commentary). One of them is enough to make a harm severe. */
export const SEVERITY_DIMENSIONS = ['scale', 'scope', 'irremediability'] as const

/** One dimension of severity. */
export type SeverityDimension = (typeof SEVERITY_DIMENSIONS)[number]

/** From limited to critical; 3 and 4 are severe. Four levels, so that there is no comfortable middle (UNGP 14, 24). */
export const SEVERITY_LEVELS = [1, 2, 3, 4] as const

/** One level, of a dimension or of the whole. */
export type SeverityLevel = (typeof SEVERITY_LEVELS)[number]
