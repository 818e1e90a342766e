import type { AddressInfo } from 'node:net'
import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildApp } from '../../src/app.ts'
import type { Context } from '../../src/contracts/context.ts'
import { enqueueLetters, type LetterAddress } from '../../src/grievances/notices.ts'
import { deliverLetters } from '../../src/letters/deliver.ts'
import { smtpPostbox } from '../../src/platform/postbox.ts'
import { DATABASES } from '../support/databases.ts'
import { startInstance, type Instance } from '../support/instance.ts'
import { setUpMechanism } from '../support/mechanism.ts'
import { Visitor } from '../support/visitor.ts'

describe.each(DATABASES)('Letters, on %s', kind => {
  let instance: Instance
  let post: PostOffice

  beforeEach(async () => {
    instance = await startInstance(kind)
    await setUpMechanism(instance)
    post = await openPostOffice()
  })
  afterEach(async () => {
    await post.close()
    await instance.stop()
  })

  /** The same instance with another postbox, or with none. */
  const withPost = (postbox: Context['postbox']): Context => ({ ...instance.context, postbox })

  async function waiting(address: Partial<LetterAddress> = {}, dedupe = 'one'): Promise<void> {
    const { context } = instance
    const full = { email: 'amina@example.org', language: 'sw', door: 'messages', ...address } as const
    await context.db.transaction().execute(trx => enqueueLetters(context, trx, '2026-09-02', [{ dedupe, address: full }]))
  }

  it('say only that there is news and where to read it, once to each reader', async () => {
    await waiting()
    await waiting()
    await waiting({ email: 'wanjiru@rivers.example', language: 'en', door: 'desk' }, 'two')
    const context = withPost(post.postbox)
    await Promise.all([deliverLetters(context), deliverLetters(context)])
    expect(post.letters.map(letter => [letter.to].flat()[0]?.text).toSorted()).toEqual(['amina@example.org', 'wanjiru@rivers.example'])
    for (const letter of post.letters) {
      expect(['Kuna jambo jipya', 'There is something new']).toContain(letter.subject)
      expect(letter.from?.text).toBe('no-reply@localhost')
      expect(letter.headers.get('auto-submitted')).toBe('auto-generated')
      expect(letter.messageId).toMatch(/^<[0-9a-f-]{36}@localhost>$/)
    }
    const texts = post.letters.map(letter => letter.text ?? '').join('\n')
    expect(texts).toContain('http://localhost/sw/messages')
    expect(texts).toContain('http://localhost/desk/sign-in')
    expect(texts).not.toMatch(/grievance|Rivers|dam|case/i)
    expect(await instance.context.db.selectFrom('letters').selectAll().execute()).toEqual([])
  })

  it('point to a language that the mechanism offers', async () => {
    await waiting({ language: 'tl' })
    await deliverLetters(withPost(post.postbox))
    expect(post.letters[0]?.text).toContain('http://localhost/en/messages')
  })

  it('are tried again later when the post office refuses, twice as late each time, and keep their Message-ID', async () => {
    await waiting()
    const ids: string[] = []
    let refuses = true
    const grumpy: Context['postbox'] = {
      send: async letter => {
        ids.push(letter.messageId)
        if (refuses) throw new Error('greylisted')
      },
      close: () => undefined,
    }
    const context = withPost(grumpy)
    await deliverLetters(context)
    await deliverLetters(context)
    expect(ids).toHaveLength(1)
    instance.clock.advance(2 * 60_000)
    await deliverLetters(context)
    instance.clock.advance(3 * 60_000)
    await deliverLetters(context)
    expect(ids).toHaveLength(2)
    refuses = false
    instance.clock.advance(2 * 60_000)
    await deliverLetters(context)
    expect(ids).toHaveLength(3)
    expect(new Set(ids).size).toBe(1)
    expect(await instance.context.db.selectFrom('letters').selectAll().execute()).toEqual([])
  })

  it('rest where there is no post office', async () => {
    await waiting()
    await deliverLetters(withPost(null))
    const rows = await instance.context.db.selectFrom('letters').select(['attempts', 'leased_until']).execute()
    expect(rows).toEqual([{ attempts: 0, leased_until: null }])
  })

  it('are told to rest where somebody gives an address, and only where they do', async () => {
    const silent = await buildApp(withPost(null))
    const says = async (app: typeof silent) => {
      const amina = await new Visitor(app).get('/en/form/9')
      await amina.submit({ word: 'The new well is good.' }, '/9')
      return [amina.url, amina.text.includes('No letters leave here at the moment.')]
    }
    expect(await says(silent)).toEqual(['/en/form/10', true])
    expect(await says(instance.app)).toEqual(['/en/form/10', false])
    await silent.close()
  })
})

interface PostOffice {
  readonly postbox: NonNullable<Context['postbox']>
  readonly letters: ParsedMail[]
  close(): Promise<void>
}

/** A real mail server on this machine that reads what it is given. */
async function openPostOffice(): Promise<PostOffice> {
  const letters: ParsedMail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, _session, done) => {
      simpleParser(stream).then(letter => {
        letters.push(letter)
        done()
      }, done)
    },
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  const postbox = smtpPostbox(`smtp://127.0.0.1:${port}`, 'no-reply@localhost')
  const close = async (): Promise<void> => {
    postbox.close()
    await new Promise<void>(resolve => server.close(() => resolve()))
  }
  return { postbox, letters, close }
}
