import { dayOf, lastDay } from '../domain/calendar.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { partnerOf } from '../contracts/http.ts'
import { caseView, openCase, type Speaker } from '../dialogue/queries.ts'
import type { Translate } from '../platform/words.ts'
import { spokenCases, waitsOf, type Spoken } from '../representation/queries.ts'

/** Every case in which the organisation speaks for somebody, what is due first on top. */
export async function listCases(context: Context, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const words = inDigits(request.words)
  const today = dayOf(context.clock.now())
  const cases = await spokenCases(context, partnerOf(request))
  return reply.send({ grievances: cases.map(spoken => lineOf(words, spoken, today)) })
}

/** One case as the organisation may read it: what its person reads, and its own mandates. */
export async function readCase(context: Context, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { actor, keyring, team } = partnerOf(request)
  const words = inDigits(request.words)
  const { reference } = request.params as { reference: string }
  const [opened, own] = await openCase(context, { actor, keyring, words }, reference)
  const { heading, late, earlier, steps, remedies, outcome, thread, older, files } = caseView(words, opened.stage, own, 'representative')
  return reply.send({
    reference: opened.reference,
    stage: opened.stage,
    stageName: heading,
    language: opened.language,
    next: own.running.map(({ clock, dueAt, late: isLate }) => ({ what: clock, by: lastDay(dueAt), late: isLate })),
    late: late.map(({ text, reason }) => ({ text, reason })),
    steps: [...earlier, ...steps],
    remedies: remedies.map(({ asked, offered, name, organisation, by, state }) => ({ asked, offered, name, organisation, by, state })),
    outcome,
    messages: [...thread, ...older].reverse().map(({ ours, who: by, day, what, text, answers, language, damaged }) => ({
      from: ours ? 'team' : 'person',
      by,
      day,
      what,
      text,
      answers,
      language,
      damaged,
    })),
    files: files.map(file => file.name),
    readers: own.who.map(({ name, people, since }) => ({ name, people, since })),
    mandates: own.speakers.filter(speaker => speaker.by === team.id).map(mandateOf),
  })
}

function lineOf(words: Translate, spoken: Spoken, today: string) {
  const [next] = spoken.running
  return {
    reference: spoken.reference,
    title: spoken.title,
    stage: spoken.stage,
    stageName: words.t(`reference:stages.${spoken.stage}.label`),
    told: spoken.receivedOn,
    next: next === undefined ? null : { what: next.clock, name: words.t(`representation:clocks.${next.clock}`), by: lastDay(next.dueAt) },
    waits: waitsOf(words, spoken, today),
  }
}

function mandateOf({ scope, evidence, givenHere, since, until }: Speaker) {
  return { scope, givenHere, evidence: givenHere ? null : evidence, since, until }
}

/** The same words with days as programs read them. */
function inDigits(words: Translate): Translate {
  return { ...words, day: value => (typeof value === 'string' ? value : dayOf(value)) }
}
