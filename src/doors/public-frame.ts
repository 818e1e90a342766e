import type { FastifyRequest } from 'fastify'
import { ABOUT_TOPICS, paths } from '../contracts/paths.ts'
import type { Context } from '../contracts/context.ts'
import type { Page } from '../platform/views/views.ts'
import { isOwnPhone } from '../web/cookies.ts'
import { formKeys } from '../web/forgery.ts'
import type { PublicFrame } from '../web/frame.ts'
import { isChecked } from '../web/mechanism.ts'

/** The addresses of the files that public pages bring. */
export interface Files {
  readonly stylesheet: string
  readonly ownPhone: string
}

/** Makes what surrounds a public page: its languages, the way out, and the keys of its forms. */
export function publicFrame(context: Context, { stylesheet, ownPhone }: Files, request: FastifyRequest, page: Page<unknown>): PublicFrame {
  const { words, mechanism } = request
  const lang = words.language.tag
  const { carries } = page
  const rest = request.url.split('?')[0]?.replace(/^\/[^/]+/, '') ?? '/'
  const hrefIn = typeof carries === 'object' ? carries.by : (tag: string): string => `/${tag}${rest}`
  const offered = mechanism.languages.filter(tag => context.words.offers(tag))
  return {
    words,
    lang,
    dir: words.language.direction,
    name: mechanism.name,
    title: words.t(page.title ?? 'public:titles.home'),
    stylesheet,
    script: page.scripted === true && isOwnPhone(context, request) ? ownPhone : null,
    carries: carries === undefined || carries === 'held' ? null : { shown: carries !== 'stored' },
    home: paths.home(lang),
    leave: paths.leave(lang),
    languages:
      carries === 'held'
        ? []
        : offered.map(tag => ({ tag, name: context.words.in(tag).language.name, href: hrefIn(tag), current: tag === lang })),
    links: ABOUT_TOPICS.map(topic => ({ href: paths.about(lang, topic), label: words.t(`public:about.${topic}.link`) })),
    form: formKeys(context, request.binding, request.whose),
    demo: context.demo,
    lettersRest: context.postbox === null,
    unchecked: mechanism.ready && !isChecked(mechanism, words.language),
  }
}
