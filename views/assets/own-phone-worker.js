/**
 * Lets the first page of the form open without a network on somebody's own phone. It keeps the empty page, its look and
 * its script, fetched without any cookie; nothing that anybody wrote ever passes through its store.
 */
const STORE = 'own-phone'
const EMPTY = { credentials: 'omit', headers: { 'x-own-phone': '1' } }
const FORM = /^\/[^/]+\/form\/1$/

async function keepEmpty(path) {
  const page = await fetch(path, EMPTY)
  if (!page.ok) return
  const store = await caches.open(STORE)
  const links = [...(await page.clone().text()).matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, link]) => link)
  await store.addAll(links)
  await store.put(path, page) // last, so that a page that is kept has everything it needs
}

addEventListener('install', event => event.waitUntil(skipWaiting()))
addEventListener('activate', event => event.waitUntil(clients.claim()))

addEventListener('fetch', event => {
  const { pathname } = new URL(event.request.url)
  if (event.request.method !== 'GET') return
  if (FORM.test(pathname) && event.request.mode === 'navigate')
    event.respondWith(
      fetch(event.request).then(
        page => {
          event.waitUntil(keepEmpty(pathname).catch(() => undefined))
          return page
        },
        async () => (await (await caches.open(STORE)).match(pathname)) ?? Response.error(),
      ),
    )
  if (pathname.startsWith('/assets/')) event.respondWith(caches.match(event.request).then(kept => kept ?? fetch(event.request)))
})

addEventListener('message', event => {
  if (FORM.test(event.data)) event.waitUntil(keepEmpty(event.data).catch(() => undefined))
})
