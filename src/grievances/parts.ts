import { expressionBuilder } from 'kysely'
import type { Schema } from '../contracts/schema.ts'

/** Makes the parts of a question that starts from grievances: what depends on no value is made once, when the program starts. */
export const ofGrievances = expressionBuilder<Schema, 'grievances'>()
