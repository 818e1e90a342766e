/** The five forms of remedy in the order of A/RES/60/147 paras 18-23; UNGP 25 commentary names the same family. */
export const REMEDY_TYPES = ['restitution', 'compensation', 'rehabilitation', 'satisfaction', 'guarantee_non_repetition'] as const

/** One form of remedy. */
export type RemedyType = (typeof REMEDY_TYPES)[number]

/**
 * What a remedy can be, each under its form (A/RES/60/147 paras 19-23). `needsMoney`: an amount, its currency and how it is
 * paid must be known. `isCessation`: the harm only stops, which a company owes anyway (UNGP 19), so alone it never remedies.
 */
export const REMEDY_SUBTYPES = [
  { code: 'restitution_reinstate_job', type: 'restitution', needsMoney: false, isCessation: false },
  { code: 'restitution_pay_owed', type: 'restitution', needsMoney: true, isCessation: false },
  { code: 'restitution_repay_fees', type: 'restitution', needsMoney: true, isCessation: false },
  { code: 'restitution_return_documents', type: 'restitution', needsMoney: false, isCessation: false },
  { code: 'restitution_restore_union_rights', type: 'restitution', needsMoney: false, isCessation: false },
  { code: 'restitution_return_land', type: 'restitution', needsMoney: false, isCessation: false },
  { code: 'restitution_restore_access', type: 'restitution', needsMoney: false, isCessation: false },
  { code: 'restitution_restore_housing', type: 'restitution', needsMoney: false, isCessation: false },
  { code: 'restitution_restore_environment', type: 'restitution', needsMoney: false, isCessation: false },
  { code: 'restitution_restore_account_content', type: 'restitution', needsMoney: false, isCessation: false },
  { code: 'restitution_reverse_decision', type: 'restitution', needsMoney: false, isCessation: false },
  { code: 'restitution_correct_data', type: 'restitution', needsMoney: false, isCessation: false },
  { code: 'restitution_delete_data', type: 'restitution', needsMoney: false, isCessation: false },
  { code: 'restitution_remove_content', type: 'restitution', needsMoney: false, isCessation: true },
  { code: 'restitution_model_remedy', type: 'restitution', needsMoney: false, isCessation: false },
  { code: 'restitution_restore_service', type: 'restitution', needsMoney: false, isCessation: false },
  { code: 'restitution_return_cultural', type: 'restitution', needsMoney: false, isCessation: false },
  { code: 'compensation_lost_earnings', type: 'compensation', needsMoney: true, isCessation: false },
  { code: 'compensation_material_loss', type: 'compensation', needsMoney: true, isCessation: false },
  { code: 'compensation_physical_mental_harm', type: 'compensation', needsMoney: true, isCessation: false },
  { code: 'compensation_moral_harm', type: 'compensation', needsMoney: true, isCessation: false },
  { code: 'compensation_lost_opportunity', type: 'compensation', needsMoney: true, isCessation: false },
  { code: 'compensation_costs', type: 'compensation', needsMoney: true, isCessation: false },
  { code: 'compensation_land_livelihood', type: 'compensation', needsMoney: true, isCessation: false },
  { code: 'compensation_community_fund', type: 'compensation', needsMoney: true, isCessation: false },
  { code: 'compensation_creator_payment', type: 'compensation', needsMoney: true, isCessation: false },
  { code: 'compensation_in_kind', type: 'compensation', needsMoney: false, isCessation: false },
  { code: 'rehab_medical', type: 'rehabilitation', needsMoney: false, isCessation: false },
  { code: 'rehab_psychological', type: 'rehabilitation', needsMoney: false, isCessation: false },
  { code: 'rehab_social', type: 'rehabilitation', needsMoney: false, isCessation: false },
  { code: 'rehab_legal', type: 'rehabilitation', needsMoney: false, isCessation: false },
  { code: 'rehab_livelihood', type: 'rehabilitation', needsMoney: false, isCessation: false },
  { code: 'rehab_education', type: 'rehabilitation', needsMoney: false, isCessation: false },
  { code: 'rehab_digital_recovery', type: 'rehabilitation', needsMoney: false, isCessation: false },
  { code: 'rehab_data_worker_care', type: 'rehabilitation', needsMoney: false, isCessation: false },
  { code: 'rehab_community_health', type: 'rehabilitation', needsMoney: false, isCessation: false },
  { code: 'satisfaction_cessation', type: 'satisfaction', needsMoney: false, isCessation: true },
  { code: 'satisfaction_acknowledgement', type: 'satisfaction', needsMoney: false, isCessation: false },
  { code: 'satisfaction_findings', type: 'satisfaction', needsMoney: false, isCessation: false },
  { code: 'satisfaction_explanation', type: 'satisfaction', needsMoney: false, isCessation: false },
  { code: 'satisfaction_apology_private', type: 'satisfaction', needsMoney: false, isCessation: false },
  { code: 'satisfaction_apology_public', type: 'satisfaction', needsMoney: false, isCessation: false },
  { code: 'satisfaction_public_correction', type: 'satisfaction', needsMoney: false, isCessation: false },
  { code: 'satisfaction_restore_reputation', type: 'satisfaction', needsMoney: false, isCessation: false },
  { code: 'satisfaction_sanctions', type: 'satisfaction', needsMoney: false, isCessation: false },
  { code: 'satisfaction_commemoration', type: 'satisfaction', needsMoney: false, isCessation: false },
  { code: 'gnr_policy', type: 'guarantee_non_repetition', needsMoney: false, isCessation: false },
  { code: 'gnr_product_change', type: 'guarantee_non_repetition', needsMoney: false, isCessation: false },
  { code: 'gnr_withdraw_feature', type: 'guarantee_non_repetition', needsMoney: false, isCessation: false },
  { code: 'gnr_human_review', type: 'guarantee_non_repetition', needsMoney: false, isCessation: false },
  { code: 'gnr_language_safety_parity', type: 'guarantee_non_repetition', needsMoney: false, isCessation: false },
  { code: 'gnr_training', type: 'guarantee_non_repetition', needsMoney: false, isCessation: false },
  { code: 'gnr_safety_improvement', type: 'guarantee_non_repetition', needsMoney: false, isCessation: false },
  { code: 'gnr_business_terms', type: 'guarantee_non_repetition', needsMoney: false, isCessation: false },
  { code: 'gnr_incentives_model', type: 'guarantee_non_repetition', needsMoney: false, isCessation: false },
  { code: 'gnr_independent_monitoring', type: 'guarantee_non_repetition', needsMoney: false, isCessation: false },
  { code: 'gnr_consultation_consent', type: 'guarantee_non_repetition', needsMoney: false, isCessation: false },
  { code: 'gnr_transparency', type: 'guarantee_non_repetition', needsMoney: false, isCessation: false },
  { code: 'gnr_non_retaliation', type: 'guarantee_non_repetition', needsMoney: false, isCessation: false },
  { code: 'gnr_data_worker_standards', type: 'guarantee_non_repetition', needsMoney: false, isCessation: false },
] as const satisfies readonly {
  code: string
  type: RemedyType
  needsMoney: boolean
  isCessation: boolean
}[]

/** One concrete kind of remedy. */
export type RemedySubtype = (typeof REMEDY_SUBTYPES)[number]['code']

/**
 * Where one remedy stands, from what was asked to what was confirmed. Delivered is what the company says; verified is what
 * the affected person or an independent check says (UNGP 20, 31(f)).
 */
export const REMEDY_STATUSES = [
  'requested',
  'under_discussion',
  'proposed',
  'agreed',
  'in_delivery',
  'reported_delivered',
  'verified',
  'verified_partly',
  'disputed',
  'failed',
  'cancelled_by_complainant',
  'superseded',
] as const

/** Where one remedy stands. */
export type RemedyStatus = (typeof REMEDY_STATUSES)[number]
