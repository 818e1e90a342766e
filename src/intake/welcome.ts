import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { ABOUT_TOPICS, paths } from '../contracts/paths.ts'
import { nextReading } from '../domain/next-reading.ts'
import { NotFound } from '../platform/errors.ts'
import { readingHours } from '../web/mechanism.ts'
import { ABOUT_CLOCKS, aboutPage, aboutView } from './about-view.ts'
import { bestLanguage } from './best-language.ts'
import { closedPage, closedView } from './closed-view.ts'
import { HOME_CLOCKS, homePage, homeView } from './home-view.ts'
import { helpPlaces, publishedTimes } from './queries.ts'

const homeTimes = publishedTimes(HOME_CLOCKS)
const aboutTimes = publishedTimes(ABOUT_CLOCKS)

const ANYONE = { config: { access: 'anyone' } } as const

/** The first page and the pages around the form. */
export function welcome(context: Context) {
  return async (app: FastifyInstance): Promise<void> => {
    app.get('/', ANYONE, async (request, reply) => {
      const { languages, default_language } = request.mechanism
      const offered = languages.filter(tag => context.words.offers(tag))
      return reply.redirect(paths.home(bestLanguage(request.headers['accept-language'] ?? '', offered, default_language)), 303)
    })
    app.get('/:lang', ANYONE, async (request, reply) => reply.redirect(paths.home(request.words.language.tag), 303))
    app.get('/:lang/', ANYONE, (request, reply) => home(context, request, reply))
    app.get<{ Params: { topic: string } }>('/:lang/about/:topic', ANYONE, async (request, reply) => {
      const topic = ABOUT_TOPICS.find(one => one === request.params.topic)
      if (topic === undefined) throw new NotFound()
      const rows = topic === 'help' ? await helpPlaces(context.db, request.words.language.tag) : []
      return reply.page(
        aboutPage,
        aboutView(request.words, topic, await aboutTimes(context.db), { rows, emergency: request.mechanism.emergency }),
      )
    })
  }
}

async function home(context: Context, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  if (!request.mechanism.ready) return closed(context, request, reply)
  const { emergency } = request.mechanism
  const times = await homeTimes(context.db)
  return reply.page(
    homePage,
    homeView(request.words, times, { reading: nextReading(context.clock.now(), readingHours(request.mechanism)), emergency }),
  )
}

/** Answers with the page of a mechanism that takes nothing in yet. */
export async function closed(context: Context, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const rows = await helpPlaces(context.db, request.words.language.tag)
  return reply.page(closedPage, closedView(request.words, rows, request.mechanism.emergency))
}
