/**
 * Where else a person can go (UNGP 25-31): protection and advice first, then courts, State-based non-judicial bodies,
 * non-State bodies and international ones. Never a reason to refuse.
 */
export const EXTERNAL_ROUTES = [
  { code: 'route_emergency', kind: 'protection' },
  { code: 'route_victim_support', kind: 'protection' },
  { code: 'route_defender_support', kind: 'protection' },
  { code: 'route_legal_aid', kind: 'advice' },
  { code: 'route_court_civil', kind: 'judicial' },
  { code: 'route_criminal', kind: 'judicial' },
  { code: 'route_constitutional_regional', kind: 'judicial' },
  { code: 'route_labour_tribunal', kind: 'judicial' },
  { code: 'route_labour_inspectorate', kind: 'state_non_judicial' },
  { code: 'route_ncp', kind: 'state_non_judicial' },
  { code: 'route_nhri', kind: 'state_non_judicial' },
  { code: 'route_dpa', kind: 'state_non_judicial' },
  { code: 'route_ai_authority', kind: 'state_non_judicial' },
  { code: 'route_dsc', kind: 'state_non_judicial' },
  { code: 'route_ods', kind: 'state_non_judicial' },
  { code: 'route_online_safety', kind: 'state_non_judicial' },
  { code: 'route_equality_body', kind: 'state_non_judicial' },
  { code: 'route_consumer', kind: 'state_non_judicial' },
  { code: 'route_financial_ombuds', kind: 'state_non_judicial' },
  { code: 'route_ombuds', kind: 'state_non_judicial' },
  { code: 'route_environment', kind: 'state_non_judicial' },
  { code: 'route_land', kind: 'state_non_judicial' },
  { code: 'route_children', kind: 'state_non_judicial' },
  { code: 'route_whistleblower', kind: 'state_non_judicial' },
  { code: 'route_due_diligence_regulator', kind: 'state_non_judicial' },
  { code: 'route_forced_labour_import', kind: 'state_non_judicial' },
  { code: 'route_election', kind: 'state_non_judicial' },
  { code: 'route_union_global', kind: 'non_state' },
  { code: 'route_msi', kind: 'non_state' },
  { code: 'route_industry', kind: 'non_state' },
  { code: 'route_iam', kind: 'non_state' },
  { code: 'route_supplier_buyer', kind: 'non_state' },
  { code: 'route_un_special', kind: 'international' },
  { code: 'route_ilo', kind: 'international' },
  { code: 'route_treaty_bodies', kind: 'international' },
] as const

/** One other place to go. */
export type ExternalRoute = (typeof EXTERNAL_ROUTES)[number]['code']
