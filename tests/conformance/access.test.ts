import { join } from 'node:path'
import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apiDoor } from '../../src/doors/api.ts'
import { deskDoor } from '../../src/doors/desk.ts'
import { publicDoor } from '../../src/doors/public.ts'
import { partners } from '../../src/partners/routes.ts'
import { ROOT } from '../../src/platform/root.ts'
import type { Context } from '../../src/contracts/context.ts'
import { loadViews, type Views } from '../../src/platform/views/views.ts'
import { startInstance, type Instance } from '../support/instance.ts'

describe.each([
  [
    'public',
    (context: Context, views: Views) => publicDoor(context, views, { stylesheet: '/assets/look.css', ownPhone: '/assets/own.js' }),
  ],
  ['desk', (context: Context, views: Views) => deskDoor(context, views, '/assets/look.css')],
  ['programs', (context: Context) => apiDoor(context)],
] as const)('The %s door', (_name, open) => {
  const views = loadViews(join(ROOT, 'views'))
  let instance: Instance
  beforeAll(async () => {
    instance = await startInstance('embedded')
  })
  afterAll(() => instance.stop())

  async function openWith(config: { access?: 'anyone' }): Promise<unknown> {
    const app = Fastify()
    await app.register(open(instance.context, views))
    app.get('/elsewhere', { config }, async () => 'open')
    return app.ready()
  }

  it('opens on a route that says who may come', async () => {
    await expect(openWith({ access: 'anyone' })).resolves.toBeDefined()
  })

  it('does not open on a route that does not', async () => {
    await expect(openWith({})).rejects.toThrow('does not declare its access')
  })
})

describe('The programs’ door', () => {
  let instance: Instance
  beforeAll(async () => {
    instance = await startInstance('embedded')
  })
  afterAll(() => instance.stop())

  it('lets nobody in without a token, but for the document, whatever else they bring', async () => {
    const app = Fastify()
    const routes: { url: string; method: 'GET' | 'POST' }[] = []
    await app.register(apiDoor(instance.context))
    app.addHook('onRoute', ({ url, method }) => {
      for (const one of ['GET', 'POST'] as const) if (method === one) routes.push({ url, method: one })
    })
    await app.register(partners(instance.context))
    expect(routes.map(route => `${route.method} ${route.url}`)).toContain('POST /grievances')
    for (const { url, method } of routes)
      for (const authorization of ['', 'Bearer ', 'Bearer gp_', `Bearer gp_${'0'.repeat(32)}_${'A'.repeat(43)}`, 'Basic YTpi']) {
        const answer = await app.inject({
          method,
          url: url.replace(':reference', 'KX7-42M'),
          headers: { authorization, cookie: 'a=x; m=x' },
        })
        const open = url === '/openapi.json'
        expect(answer.statusCode, `${method} ${url} ${authorization}`).toBe(open ? 200 : 401)
        expect(answer.headers['set-cookie']).toBeUndefined()
        expect(answer.headers['content-type']).toContain(open ? 'application/json' : 'application/problem+json')
        if (!open) expect(answer.headers['www-authenticate']).toBe('Bearer')
      }
  })
})
