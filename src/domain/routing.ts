/** One line of the routing table. A line without an operation and an organisation is the fallback. */
export interface RoutingRule {
  readonly rank: number
  readonly operationId: string | null
  readonly organisationId: string | null
  readonly teamId: string
}

/** What is known at receipt that may route a grievance. */
export interface Told {
  readonly operationId: string | null
  readonly organisationId: string | null
}

/** The first line that fits, most particular first: operation, organisation, fallback; null where no line fits. */
export function routedBy(rules: readonly RoutingRule[], told: Told, never: readonly string[] = []): RoutingRule | null {
  const fits = rules.filter(rule => !never.includes(rule.teamId)).filter(rule => matches(rule, told))
  return fits.toSorted((a, b) => particularity(b) - particularity(a) || a.rank - b.rank)[0] ?? null
}

function matches(rule: RoutingRule, told: Told): boolean {
  return (
    (rule.operationId === null || rule.operationId === told.operationId) &&
    (rule.organisationId === null || rule.organisationId === told.organisationId)
  )
}

function particularity(rule: RoutingRule): number {
  return (rule.operationId === null ? 0 : 2) + (rule.organisationId === null ? 0 : 1)
}
