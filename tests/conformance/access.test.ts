import { join } from 'node:path'
import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deskDoor } from '../../src/doors/desk.ts'
import { publicDoor } from '../../src/doors/public.ts'
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
