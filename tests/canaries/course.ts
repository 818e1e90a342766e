import { expect } from 'vitest'
import { sweep } from '../../src/sweep.ts'
import { newMark } from '../support/marks.ts'
import { setUpMechanism, type SetUp, type Staff } from '../support/mechanism.ts'
import { Visitor } from '../support/visitor.ts'
import { cookiesOf } from '../intake/told.ts'
import type { Watched } from './watched.ts'

type Values = Readonly<Record<string, string | readonly string[]>>
const HOURS = 3_600_000
const FAR = 2 * HOURS + 17 * 60_000 + 13_421

/** What people did and wrote in one run, and the ways to do more. */
export interface Course {
  readonly instance: Watched
  readonly mechanism: SetUp
  /** Marked words by the field they were typed into. */
  readonly marks: ReadonlyMap<string, string>
  /** What the program drew for somebody: codes, tokens, recovery codes. */
  readonly secrets: Set<string>
  /** Links of invitations by the address they went to: a letter to that address, and no other place, says its own link. */
  readonly invitations: Map<string, string>
  /** When people without an account did something. */
  readonly acts: Date[]
  /** A fresh marked word for a field, alone or inside a sentence. */
  mark(field: string): string
  newVisitor(): Visitor
  /** Somebody without an account does something, far in time from all that the desk does; then the sweep passes. */
  asPerson(what: () => Promise<void>): Promise<void>
  /** The person's own page, opened by their code. */
  open(code: string): Promise<Visitor>
  personActs(code: string, page: number, values: Values): Promise<void>
  /** A member signs in, opens a file and does something there; an answer above 399 fails the test. */
  act(person: Staff, reference: string, action: string, values: Values): Promise<void>
}

/** Begins a run with a mechanism that is set up and open. */
export async function beginCourse(instance: Watched): Promise<Course> {
  const mechanism = await setUpMechanism(instance)
  const { clock, context } = instance
  const marks = new Map<string, string>()
  const secrets = new Set<string>()
  const invitations = new Map<string, string>()
  const acts: Date[] = []
  const newVisitor = (): Visitor => new Visitor(instance.app, instance.other)

  async function asPerson(what: () => Promise<void>): Promise<void> {
    clock.advance(FAR)
    acts.push(clock.now())
    await what()
    acts.push(clock.now())
    clock.advance(4_000)
    instance.post = 'refuses'
    await sweep(context)
    instance.post = 'takes'
    clock.advance(FAR)
  }

  async function open(code: string): Promise<Visitor> {
    const visitor = await newVisitor().get('/en/messages')
    await visitor.submit({ code }, '/1')
    expect(visitor.url, visitor.text.slice(0, 300)).toBe('/en/messages')
    keepTokens(visitor)
    return visitor
  }

  async function personActs(code: string, page: number, values: Values): Promise<void> {
    await asPerson(async () => {
      const visitor = await open(code)
      await visitor.get(`/en/messages/${page}`)
      await visitor.submit(values, `/${page}`)
      expect([page, visitor.status, visitor.url], visitor.text.slice(0, 500)).toEqual([page, 200, '/en/messages'])
    })
  }

  async function act(person: Staff, reference: string, action: string, values: Values): Promise<void> {
    const file = `/desk/grievances/${reference}`
    const visitor = await mechanism.signIn(newVisitor(), person)
    keepTokens(visitor)
    await visitor.get(file)
    if (visitor.html.includes('declare-interest')) await visitor.submit({ conflict: 'no' }, 'declare-interest')
    await visitor.get(`${file}/${action}`)
    expect([action, visitor.status], visitor.text.slice(0, 500)).toEqual([action, 200])
    await visitor.submit(values, action)
    expect([action, visitor.status, visitor.url], visitor.text.slice(0, 700)).toEqual([action, 200, file])
  }

  function keepTokens(visitor: Visitor): void {
    for (const token of cookiesOf(visitor).values()) if (token.length > 20) secrets.add(token)
  }

  function mark(field: string): string {
    if (marks.has(field)) throw new Error(`${field} was marked before`)
    const word = newMark()
    marks.set(field, word)
    return word
  }

  return { instance, mechanism, marks, secrets, invitations, acts, mark, newVisitor, asPerson, open, personActs, act }
}
