/**
 * For somebody on their own phone: records a voice on the page, shows how far an upload is, asks again when the network
 * drops, and keeps what is typed on each page on this phone, locked, until that page is sent. Without it every page works
 * just the same.
 */
const own = document.getElementById('own')
const form = document.querySelector('main form')
const say = name => own.dataset[name]
const shell = new URL(form.action).pathname
const [lang, ...place] = shell.slice(1).split('/')
const row = place.join('/')

/* The locked shelf: one key that cannot be read out of this browser, and under it a row for each page, whatever its language. */
const shelf = new Promise((resolve, reject) => {
  const opening = indexedDB.open('own', 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore('kept')
  opening.onsuccess = () => {
    opening.result.onversionchange = () => opening.result.close()
    resolve(opening.result)
  }
  opening.onerror = () => reject(opening.error)
})

async function onShelf(mode, work) {
  const shelving = (await shelf).transaction('kept', mode, { durability: 'strict' })
  return new Promise((resolve, reject) => {
    const asked = work(shelving.objectStore('kept'))
    shelving.oncomplete = () => resolve(asked.result)
    shelving.onabort = () => reject(shelving.error)
  })
}

let key = null
const lockKey = () => (key ??= findKey())

async function findKey() {
  const known = await onShelf('readonly', store => store.get('key'))
  if (known) return known
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  await onShelf('readwrite', store => store.put(made, 'key'))
  return made
}

async function keep(told) {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const plain = new TextEncoder().encode(JSON.stringify({ title: document.querySelector('h1').textContent, told }))
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await lockKey(), plain)
  await onShelf('readwrite', store => store.put({ iv, sealed }, row))
}

async function kept(page) {
  const found = await onShelf('readonly', store => store.get(page))
  if (!found) return null
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: found.iv }, await lockKey(), found.sealed)
  return JSON.parse(new TextDecoder().decode(plain))
}

const forget = () => onShelf('readwrite', store => store.delete(row))

/* The other pages of which something is kept, as links. */
async function otherPages() {
  const pages = await onShelf('readonly', store => store.getAllKeys())
  const others = pages.filter(page => page.startsWith('form/') && page !== row)
  return Promise.all(others.map(async page => element('a', { href: `/${lang}/${page}`, textContent: (await kept(page)).title })))
}

/* What was typed, and files as text, so that one lock holds all of it; with it the mark of the answers it was typed over. */
const NOT_KEPT = ['csrf', 'nonce', 'whose', 'extra', 'go', 'wrote']

async function toldNow() {
  const told = []
  for (const [name, value] of new FormData(form)) {
    if (NOT_KEPT.includes(name)) continue
    if (typeof value === 'string') told.push([name, value])
    else if (value.size > 0) told.push([name, { name: value.name, type: value.type, bytes: await base64(value) }])
  }
  return told
}

const base64 = file =>
  new Promise(resolve => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result.split(',')[1])
    reader.readAsDataURL(file)
  })

const fileFrom = ({ name, type, bytes }) => new File([Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0))], name, { type })

/* As it stood when it was typed: what is kept here is newer than what the page was sent with. */
function putBack(told) {
  for (const field of form.querySelectorAll('input, select, textarea')) {
    if (NOT_KEPT.includes(field.name)) continue
    const values = told.filter(([name]) => name === field.name).map(([, value]) => value)
    if (field.type === 'file') setFiles(field, values.map(fileFrom))
    else if (field.type === 'radio' || field.type === 'checkbox') field.checked = values.includes(field.value)
    else field.value = values[0] ?? ''
  }
}

function setFiles(field, files) {
  const holder = new DataTransfer()
  for (const file of files) holder.items.add(file)
  field.files = holder.files
}

function element(tag, properties = {}, ...inside) {
  const made = Object.assign(document.createElement(tag), properties)
  made.append(...inside)
  return made
}

/* Record, listen, record again. */
function recorder(field) {
  if (!navigator.mediaDevices?.getUserMedia || !globalThis.MediaRecorder) return
  const button = element('button', { type: 'button', className: 'pill', textContent: say('record') })
  const player = element('audio', { controls: true, hidden: true })
  let running = null
  button.onclick = async () => {
    if (running) return running.stop()
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null)
    if (!stream) return (button.textContent = say('noMicrophone'))
    const parts = []
    running = new MediaRecorder(stream)
    running.ondataavailable = event => parts.push(event.data)
    running.onstop = () => {
      for (const track of stream.getTracks()) track.stop()
      const voice = new Blob(parts, { type: running.mimeType })
      running = null
      setFiles(field, [new File([voice], voice.type.includes('mp4') ? 'voice.m4a' : 'voice.webm', { type: voice.type })])
      player.src = URL.createObjectURL(voice)
      player.hidden = false
      button.textContent = say('again')
      field.dispatchEvent(new Event('change', { bubbles: true }))
    }
    running.start()
    button.textContent = say('stop')
  }
  field.after(element('p', {}, button), player)
}

/* Sending: progress while it goes, and one button when the network drops. The page's own nonce makes a repeat harmless. */
const state = element('div', { className: 'note', role: 'status', hidden: true })
form.append(state)

function show(text, ...more) {
  state.hidden = false
  state.replaceChildren(element('p', { textContent: text }), ...more)
}

async function freshMarks(body) {
  const page = await fetch(shell, { headers: { accept: 'text/html' } })
  takeMarks(body, await page.text(), ['csrf'])
}

function takeMarks(body, page, names) {
  const fresh = new DOMParser().parseFromString(page, 'text/html').querySelector('main form')
  for (const name of names) {
    const mark = fresh?.querySelector(`[name="${name}"]`)
    if (!mark) continue
    body.set(name, mark.value)
    form.elements[name].value = mark.value
  }
}

/* The answer, or null where the line dropped. */
const post = (body, bar) =>
  new Promise(resolve => {
    const request = new XMLHttpRequest()
    request.open('POST', form.action)
    request.upload.onprogress = event => (bar.value = event.loaded / (event.total || 1))
    request.onload = () => resolve(request)
    request.onerror = () => resolve(null)
    request.send(body)
  })

function showInstead(answer) {
  document.open()
  document.write(answer.responseText)
  document.close()
}

/* Files go one by one, each with what was typed: where the line drops, only the one that was on its way goes again. */
async function send(body) {
  const bar = element('progress', { max: 1, value: 0 })
  try {
    await freshMarks(body)
  } catch {
    return offline(body)
  }
  show(say('sending'), bar)
  for (const [name, file] of [...body].filter(([, value]) => value instanceof File && value.size > 0)) {
    const answer = await post(withFile(body, name, file), bar)
    if (answer === null) return offline(body)
    if (answer.status !== 200) return showInstead(answer)
    takeMarks(body, answer.responseText, ['csrf', 'seen'])
    taken(body, name, file)
  }
  const answer = await post(body, bar)
  if (answer === null) return offline(body)
  if (answer.responseURL === form.action) return showInstead(answer)
  await forget().catch(() => undefined)
  location.assign(answer.responseURL)
}

function withFile(body, name, file) {
  const one = new FormData()
  for (const [key, value] of body) if (typeof value === 'string') one.append(key, value)
  one.set('go', 'own')
  one.append(name, file)
  return one
}

/* It is kept there: it is neither sent again nor kept here. */
function taken(body, name, file) {
  const left = body.getAll(name).filter(one => one !== file)
  body.delete(name)
  for (const one of left) body.append(name, one)
  const field = form.querySelector(`[type=file][name="${CSS.escape(name)}"]`)
  setFiles(field, [...field.files].filter(one => one.name !== file.name || one.size !== file.size))
}

async function offline(body) {
  await keep(await toldNow()).catch(() => undefined)
  const again = element('button', { type: 'button', className: 'act', textContent: say('retry') })
  again.onclick = () => send(body)
  show(say('offline'), again)
}

form.addEventListener('submit', event => {
  if (event.submitter?.value === 'own') return
  event.preventDefault()
  const body = new FormData(form, event.submitter)
  if (navigator.onLine) send(body)
  else offline(body)
})

let waiting = 0
form.addEventListener('input', () => {
  clearTimeout(waiting)
  waiting = setTimeout(async () => keep(await toldNow()).catch(() => undefined), 400)
})
form.addEventListener('change', async () => keep(await toldNow()).catch(() => undefined))

/* Leaving empties the page first, so that Back shows none of it; the worker empties the shelf. Shift three times leaves at once. */
const way = document.querySelector('a.leave')

function leave() {
  document.body.replaceChildren()
  location.replace(way.href)
}

way.addEventListener('click', event => {
  event.preventDefault()
  leave()
})

let shifts = []
addEventListener('keydown', event => {
  shifts = event.key === 'Shift' ? [...shifts, Date.now()].slice(-3) : []
  if (shifts.length === 3 && shifts[2] - shifts[0] < 2_000) leave()
})

for (const field of form.querySelectorAll('input[type=file][capture][accept^="audio"]')) recorder(field)
async function showKept() {
  const here = await kept(row)
  const others = await otherPages()
  const links = others.length === 0 ? [] : [element('ul', {}, ...others.map(link => element('li', {}, link)))]
  if (here) putBack(here.told)
  if (here && links.length > 0) links.unshift(element('p', { textContent: say('others') }))
  if (here) show(say(navigator.onLine ? 'kept' : 'offline'), ...links)
  else if (links.length > 0) show(say('others'), ...links)
}

showKept()
navigator.serviceWorker
  ?.register('/own-phone-worker.js')
  .then(() => navigator.serviceWorker.ready)
  .then(({ active }) => active.postMessage({ shell, elsewhere: say('elsewhere') }))
