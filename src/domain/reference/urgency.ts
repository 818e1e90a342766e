/** How soon a person must look, in calendar hours from receipt. Nothing is standard before a person has read it. */
export const PRIORITIES = [
  { code: 'P1', firstHumanHours: 24 },
  { code: 'P2', firstHumanHours: 72 },
  { code: 'P3', firstHumanHours: 168 },
] as const satisfies readonly { code: string; firstHumanHours: number }[]

/** One priority. */
export type Priority = (typeof PRIORITIES)[number]['code']

/** What cannot wait, each with the priority it gives (UNGP 24: act first where delay would make the harm irremediable). */
export const URGENCY_FLAGS = [
  { code: 'immediate_danger', priority: 'P1' },
  { code: 'self_harm_risk', priority: 'P1' },
  { code: 'child_involved', priority: 'P1' },
  { code: 'sexual_violence', priority: 'P1' },
  { code: 'retaliation_threat', priority: 'P1' },
  { code: 'detention_disappearance', priority: 'P1' },
  { code: 'imminent_event', priority: 'P1' },
  { code: 'evidence_at_risk', priority: 'P2' },
  { code: 'harm_ongoing', priority: 'P2' },
  { code: 'basic_needs', priority: 'P2' },
  { code: 'legal_deadline', priority: 'P2' },
] as const satisfies readonly { code: string; priority: Priority }[]

/** One sign of urgency. */
export type UrgencyFlag = (typeof URGENCY_FLAGS)[number]['code']
