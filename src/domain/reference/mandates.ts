/** How somebody was given the right to speak for another (reference 2h); filing is never blocked by a missing one. */
export const MANDATE_EVIDENCE = [
  'me_written',
  'me_thumb_witness',
  'me_audio_video',
  'me_assembly',
  'me_membership',
  'me_legal',
  'me_next_of_kin',
  'me_trusted_check',
  'me_declared_pending',
  'me_impracticable',
] as const

/** One kind of evidence. */
export type MandateEvidence = (typeof MANDATE_EVIDENCE)[number]
