import { beforeAll, expect, it } from 'vitest'
import { makeTeam } from '../../src/accounts/teams.ts'
import { paths } from '../../src/contracts/paths.ts'
import { codeOn, STORY } from '../intake/told.ts'
import { actOn, newestReference } from '../support/desk.ts'
import { at, codesOn } from '../support/group.ts'
import { inMechanism } from '../support/here.ts'
import type { Visitor } from '../support/visitor.ts'

const VOICE = `@voice.ogg:${Buffer.concat([Buffer.from('OggS\0\x02'), Buffer.alloc(22), Buffer.from('OpusHead'), Buffer.alloc(9_000, 1)]).toString('base64')}`

inMechanism('Custodians who keep names', here => {
  let code: string
  let reference: string

  beforeAll(async () => {
    const { context } = here.instance
    const { mariam, ines } = here.people
    const keepers = await context.db
      .transaction()
      .execute(trx => makeTeam(context, trx, { name: 'Keepers', kind: 'custodian', leadId: mariam.id, madeBy: ines.id }))
    const steward = await here.signedIn('ines')
    await context.db.updateTable('accounts').set({ steward: true }).where('id', '=', ines.id).execute()
    await steward.get('/desk/steward/mechanism')
    await steward.submit({ keeper: keepers.principalId }, '/names')
    const amina = here.visitor()
    await amina.get('/en/form/1')
    await amina.submit({ story: STORY, voice: VOICE })
    for (const values of [{ go: 'skip' }, { go: 'skip' }, { known: 'team', name: 'Amina Wekesa' }, { go: 'skip' }, { go: 'skip' }, {}])
      await amina.submit(values)
    code = codeOn(amina) ?? ''
    reference = await newestReference(here.instance)
  })

  async function own(): Promise<Visitor> {
    const amina = here.visitor()
    await amina.get('/en/messages')
    return amina.submit({ code }, '/1')
  }

  it('keep the name and the voice from those who handle, until one of them is let in; the person reads that it happened', async () => {
    const { otieno } = here.people
    const desk = await here.file('otieno', reference)
    expect(desk.text).toContain('guards closed the path')
    expect(desk.text).not.toContain('Wekesa')
    expect(desk.html).not.toContain('<audio')
    await actOn(desk, reference, 'ask-identity', { reason: 'Her wages are paid by name.' })
    const keeper = await here.file('mariam', reference)
    expect(keeper.text).toContain('Amina Wekesa')
    expect(keeper.text).not.toContain('guards closed the path')
    await actOn(keeper, reference, 'open-identity', { handler: otieno.id })
    await desk.get(`/desk/grievances/${reference}`)
    expect(desk.text).toContain('Amina Wekesa')
    expect((await own()).text).toContain('Your name was shown to somebody who works on it')
  })

  it('write down a voice, which lies with the messages only once the person has read it and put it right', async () => {
    const keeper = await here.file('mariam', reference)
    expect(keeper.html).toContain('<audio')
    await actOn(keeper, reference, 'write-voice', { transcript: 'The guards closed the road at night.' })
    const colleague = await here.file('salma', reference)
    expect(colleague.text).not.toContain('closed the road at night')
    const amina = await own()
    expect(amina.text).toContain('Is this what you said?')
    await amina.get(paths.message('en', 'voice'))
    expect(amina.text).toContain('closed the road at night')
    await amina.submit({ heardRight: 'no', correction: 'The guards closed the path at night.' }, paths.message('en', 'voice'))
    await colleague.get(`/desk/grievances/${reference}`)
    expect(colleague.text).toContain('The guards closed the path at night.')
    expect((await own()).text).not.toContain('Read it before others do')
  })

  it('open the name of one of a group alone, and nobody else of it reads that', async () => {
    const amina = await own()
    await amina.get(at('formGroup'))
    await amina.submit({ groupName: 'Families by the river', rule: 'elders', how: '', until: '', seenAs: '' }, at('formGroup'))
    await amina.get(at('invite'))
    await amina.submit({ joinBy: 'word', count: '1', invitedAs: 'member', slipLanguage: 'en', until: '' }, at('invite'))
    const zawadi = await here.visitor().get('/en/messages')
    await zawadi.submit({ code: codesOn(amina)[0] ?? '' }, at('open'))
    await zawadi.submit({ joining: 'yes', joinMode: 'id_confidential', seenAs: '' }, at('join'))
    await zawadi.get(at('identity'))
    await zawadi.submit({ mode: 'id_confidential', name: 'Zawadi Otieno', avoid: '', times: '', notices: '' }, at('identity'))
    await zawadi.get(at('write'))
    await zawadi.submit({ message: 'I write apart.' }, at('write'))
    const { salma } = here.people
    const desk = await here.file('salma', reference)
    expect(desk.text).toMatch(/Member 1 of the group/)
    expect(desk.text).not.toContain('Zawadi Otieno')
    const keeper = await here.file('mariam', reference)
    await keeper.get(`/desk/grievances/${reference}/open-identity`)
    const [, nameOf = ''] = /value="([0-9a-f-]{36})"[^>]*>Member 1 of the group/.exec(keeper.html) ?? []
    await keeper.submit({ nameOf, handler: salma.id }, 'open-identity')
    expect(keeper.url).toBe(`/desk/grievances/${reference}`)
    await desk.get(`/desk/grievances/${reference}`)
    expect(desk.text).toContain('Zawadi Otieno')
    expect(desk.text).not.toContain('Amina Wekesa')
    const shown = 'Your name was shown to somebody who works on it'
    await zawadi.get('/en/messages')
    expect(zawadi.text).toContain(shown)
    await amina.get('/en/messages')
    expect(amina.text.split(shown)).toHaveLength(2)
  })

  it('have no name any more of whoever chooses that nobody knows it: it holds at once, and only another name is asked about', async () => {
    const keeper = await here.file('mariam', reference)
    expect(keeper.text).toContain('Amina Wekesa')
    const amina = await own()
    await amina.get(at('identity'))
    await amina.submit({ mode: 'id_pseudonymous', name: 'Amina W.' }, at('identity'))
    expect(amina.status).toBe(422)
    await amina.get(at('identity'))
    expect(amina.html).toContain('value="Amina Wekesa"')
    await amina.submit({ mode: 'id_pseudonymous' }, at('identity'))
    expect(amina.url, amina.text.slice(0, 300)).toBe('/en/messages')
    await amina.get(at('identity'))
    const files = [keeper, await here.file('otieno', reference)]
    for (const desk of files) await desk.get(`/desk/grievances/${reference}`)
    for (const page of [amina, ...files]) expect(page.html).not.toContain('Amina W')
  })
})
