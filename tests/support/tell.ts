import { receive } from '../../src/grievances/receive.ts'
import { nothingTold, type Telling } from '../../src/grievances/telling.ts'
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
        ...nothingTold('sw'),
        capacity: 'cap_affected_individual',
        topics: ['topic_water_pollution'],
        title: 'Walinzi walifunga njia ya mtoni',
        story,
        ...telling,
      },
      stretched,
    ),
  )
  return code
}
