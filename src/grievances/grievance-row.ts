import type { Grievance } from '../domain/grievance.ts'

/** The columns that the rules look at. */
export const RULE_COLUMNS = [
  'id',
  'reference',
  'kind',
  'stage',
  'team_id',
  'panel_id',
  'handler_id',
  'custodian_id',
  'spoken_by',
  'helpers',
  'grouped',
  'priority',
  'severity',
  'pending',
  'pending_by',
  'returns_to',
  'language',
  'restricted',
  'version',
] as const

/** A row as the rules see it. */
export function grievanceFrom(row: RuleRow): Grievance {
  return {
    id: row.id,
    reference: row.reference,
    kind: row.kind,
    stage: row.stage,
    teamId: row.team_id,
    panelId: row.panel_id,
    handlerId: row.handler_id,
    custodianId: row.custodian_id,
    spokenBy: row.spoken_by,
    helpers: row.helpers,
    grouped: row.grouped,
    priority: row.priority,
    severity: row.severity,
    pending: row.pending,
    pendingBy: row.pending_by,
    returnsTo: row.returns_to,
    language: row.language,
    restricted: row.restricted,
    findingsOwed: Boolean(row.findings_owed),
    openRemedies: Boolean(row.open_remedies),
    openTracks: row.open_tracks,
    version: row.version,
  }
}

type RuleRow = {
  id: string
  reference: string
  kind: Grievance['kind']
  stage: Grievance['stage']
  team_id: string
  panel_id: string | null
  handler_id: string | null
  custodian_id: string | null
  spoken_by: readonly string[]
  helpers: readonly string[]
  grouped: boolean
  priority: Grievance['priority']
  severity: Grievance['severity']
  pending: Grievance['pending']
  pending_by: string | null
  returns_to: Grievance['returnsTo']
  language: string
  restricted: boolean
  version: number
  findings_owed: unknown
  open_remedies: unknown
  open_tracks: Grievance['openTracks']
}
