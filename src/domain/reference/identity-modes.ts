/** Who may know who the affected person is, from most to least (UNGP 31(b)). `id_confidential` is the default. */
export const IDENTITY_MODES = ['id_named', 'id_confidential', 'id_pseudonymous', 'id_anonymous_oneway'] as const

/** One choice about identity. */
export type IdentityMode = (typeof IDENTITY_MODES)[number]
