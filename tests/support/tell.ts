import type { Telling } from '../../src/grievances/receive.ts'
import { receive } from '../../src/grievances/receive.ts'
import { newReceipt, stretchReceipt } from '../../src/grievances/receipts.ts'
import type { Context } from '../../src/contracts/context.ts'

/** Tells something through the function behind the last page of the form; gives the code. */
export async function tell(context: Context, telling: Partial<Telling> = {}): Promise<string> {
  const code = newReceipt()
  const stretched = await stretchReceipt(context, code)
  const story = {
    text: 'Walinzi walifunga njia ya mtoni mwezi wa tatu. Sasa tunatembea saa mbili kutafuta maji.',
    language: 'sw',
    answers: {},
  }
  await context.db.transaction().execute(trx =>
    receive(
      context,
      trx,
      {
        language: 'sw',
        channel: 'ch_web',
        capacity: 'cap_affected_individual',
        identityMode: 'id_pseudonymous',
        safeNow: undefined,
        topics: ['topic_water_pollution'],
        told: { operationId: null, organisationId: null },
        readerInvolved: false,
        title: 'Walinzi walifunga njia ya mtoni',
        story,
        identity: null,
        notice: null,
        files: [],
        ...telling,
      },
      stretched,
    ),
  )
  return code
}
