/**
 * The ways people are punished for speaking up (UNGP 31(b) commentary: fear of reprisal; A/HRC/44/32, keeping people safe).
 */
export const RETALIATION_TYPES = [
  'ret_dismissal',
  'ret_demotion_pay',
  'ret_blacklist',
  'ret_threat',
  'ret_violence',
  'ret_harassment',
  'ret_surveillance',
  'ret_smear_online',
  'ret_lawsuit',
  'ret_arrest',
  'ret_eviction_access',
  'ret_immigration',
  'ret_account_service',
  'ret_collective',
  'ret_family',
  'ret_representative',
  'ret_funding_licence',
  'ret_identity_hunt',
  'ret_pressure_withdraw',
  'ret_other',
] as const

/** One way of being punished. */
export type RetaliationType = (typeof RETALIATION_TYPES)[number]

/**
 * What can be done to protect them, inside the process first, then by the company and by others (UNGP 22, 29; A/HRC/44/32).
 */
export const PROTECTIVE_MEASURES = [
  'pm_restrict_access',
  'pm_change_handler',
  'pm_deidentify',
  'pm_safe_contact',
  'pm_stop_contact',
  'pm_freeze_decisions',
  'pm_separate_accused',
  'pm_paid_leave',
  'pm_standstill',
  'pm_written_undertaking',
  'pm_monitor_checkins',
  'pm_group_submission',
  'pm_external_protection',
  'pm_legal_help',
  'pm_psych_help',
  'pm_digital_security',
  'pm_leverage',
  'pm_public_statement',
  'pm_remedy_retaliation',
] as const

/** One way of protecting. */
export type ProtectiveMeasure = (typeof PROTECTIVE_MEASURES)[number]
