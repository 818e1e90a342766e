/**
 * Lets the pages of the form that were open before open without a network on somebody's own phone, and *Leave quickly* too.
 * It keeps the empty pages, their look and their script, fetched without any cookie; nothing that anybody wrote ever passes
 * through its store.
 */
const STORE = 'own-phone'
const LEFT = 'own-phone-left'
const EMPTY = { credentials: 'omit', headers: { 'x-own-phone': '1' } }
const LEAVE = /^\/[^/]+\/leave$/
const ELSEWHERE = '/leave'
const QUICKLY_MS = 2_000

async function keepEmpty(path) {
  const page = await fetch(path, EMPTY)
  if (!page.ok || page.redirected) return
  const store = await caches.open(STORE)
  const links = [...(await page.clone().text()).matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, link]) => link)
  await store.addAll(links)
  await store.put(path, page) // last, so that a page that is kept has everything it needs
}

const keepWayOut = async elsewhere => (await caches.open(STORE)).put(ELSEWHERE, Response.redirect(elsewhere, 303))

/* Empties the shelf and the store first. Where the network does not answer at once, it leads elsewhere by itself, and remembers to finish. */
async function leave(request, pathname) {
  const elsewhere = await caches.match(ELSEWHERE, { cacheName: STORE })
  await Promise.all([forgetShelf(), caches.delete(STORE)])
  await (await caches.open(LEFT)).put(`${pathname}/2`, elsewhere ?? new Response(''))
  const late = new Promise((_, reject) => setTimeout(reject, QUICKLY_MS))
  try {
    const answer = await Promise.race([fetch(request), late])
    await caches.delete(LEFT)
    return answer
  } catch {
    return Response.redirect(`${pathname}/2`, 303)
  }
}

const forgetShelf = () =>
  new Promise(done => Object.assign(indexedDB.deleteDatabase('own'), { onsuccess: done, onerror: done, onblocked: done }))

/* Whoever left without a network is signed out before anything is shown with one; then the worker goes too. Gives whether that was so. */
async function finishLeaving() {
  if (!(await caches.has(LEFT))) return false
  const [again] = await (await caches.open(LEFT)).keys()
  await fetch(new URL('../leave', again.url), { redirect: 'manual' })
  await caches.delete(LEFT)
  await registration.unregister()
  return true
}

async function answer(request, pathname) {
  const wayOut = await caches.match(pathname, { cacheName: LEFT })
  if (wayOut) return wayOut
  try {
    if (await finishLeaving()) return Response.redirect(request.url, 303) // a browser may have asked already, as whoever left
    return await fetch(request)
  } catch {
    return (await caches.match(pathname, { cacheName: STORE })) ?? Response.error()
  }
}

addEventListener('install', event => event.waitUntil(skipWaiting()))
addEventListener('activate', event => event.waitUntil(clients.claim()))

addEventListener('fetch', event => {
  const { pathname } = new URL(event.request.url)
  if (event.request.method !== 'GET') return
  if (event.request.mode === 'navigate')
    event.respondWith(LEAVE.test(pathname) ? leave(event.request, pathname) : answer(event.request, pathname))
  if (pathname.startsWith('/assets/')) event.respondWith(caches.match(event.request).then(kept => kept ?? fetch(event.request)))
})

addEventListener('message', event => {
  const { shell, elsewhere } = event.data
  event.waitUntil(Promise.all([keepEmpty(shell), keepWayOut(elsewhere)]).catch(() => undefined))
})
