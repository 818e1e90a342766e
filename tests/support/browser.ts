import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core'
import { ROOT } from '../../src/platform/root.ts'

const INSTALLED = '/usr/bin/chromium'
const CACHE = join(ROOT, '.cache')
const ARGUMENTS = [
  '--no-sandbox',
  '--headless=shell',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A program to start, and the folders it needs to find its libraries and letters. */
interface Found {
  readonly executablePath: string
  readonly env: Readonly<Record<string, string>>
}

/** Starts a real Chromium that keeps pages for Back, as the browsers of people do. */
export async function openBrowser(): Promise<Browser> {
  const { executablePath, env } = await findChromium()
  const own = Object.entries({ ...process.env, ...env }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  return chromium.launch({
    executablePath,
    args: ARGUMENTS,
    env: Object.fromEntries(own) as Record<string, string>,
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  })
}

/** No way out of the phone, for its service workers neither. */
const NO_NETWORK = ['--proxy-server=127.0.0.1:9', '--proxy-bypass-list=<-loopback>']

/** Somebody's own phone, whose browser remembers between two openings, with a microphone that hums. */
export async function openOwnPhone(folder: string, address: string, language: string, network = true): Promise<BrowserContext> {
  const { executablePath, env } = await findChromium()
  const own = Object.entries({ ...process.env, ...env }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  return chromium.launchPersistentContext(folder, {
    executablePath,
    args: [...ARGUMENTS, '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', ...(network ? [] : NO_NETWORK)],
    env: Object.fromEntries(own) as Record<string, string>,
    baseURL: address,
    viewport: PHONE,
    locale: language,
  })
}

/** What CHROMIUM_PATH names, else what is installed, else the one that came with the development packages (CHROMIUM_PATH=packed forces it). */
async function findChromium(): Promise<Found> {
  const named = process.env.CHROMIUM_PATH
  if (named !== undefined && named !== 'packed') return { executablePath: named, env: {} }
  return named === undefined && existsSync(INSTALLED) ? { executablePath: INSTALLED, env: {} } : unpacked()
}

/** Unpacks once; of several test files that do so at the same time the first one stands. */
async function unpacked(): Promise<Found> {
  const folder = join(CACHE, 'chromium')
  if (!existsSync(folder)) {
    mkdirSync(CACHE, { recursive: true })
    const own = mkdtempSync(join(CACHE, 'unpacking-'))
    await unpackInto(own)
    writeFileSync(join(own, 'fonts', 'fonts.conf'), fontsIn(join(folder, 'fonts')))
    try {
      renameSync(own, folder)
    } catch {
      rmSync(own, { recursive: true, force: true })
    }
  }
  const env = { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_PATH: join(folder, 'fonts') }
  return { executablePath: join(folder, 'chromium'), env }
}

/** The package unpacks its libraries only where it believes itself in the cloud, and always into the folder for passing things. */
async function unpackInto(folder: string): Promise<void> {
  const { TMPDIR: before } = process.env
  process.env.TMPDIR = folder
  process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs20.x'
  try {
    const { default: packed } = await import('@sparticuz/chromium')
    await packed.executablePath()
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
  for (const family of ['noto-sans', 'noto-sans-arabic']) {
    const fonts = dirname(createRequire(import.meta.url).resolve(`@expo-google-fonts/${family}/package.json`))
    const name = family === 'noto-sans' ? 'NotoSans' : 'NotoSansArabic'
    for (const weight of ['400Regular', '700Bold'])
      copyFileSync(join(fonts, weight, `${name}_${weight}.ttf`), join(folder, 'fonts', `${name}-${weight}.ttf`))
  }
}

/** The package's own list of folders names none that we unpack into. */
function fontsIn(folder: string): string {
  return `<?xml version="1.0"?><fontconfig><dir>${folder}</dir><cachedir>${folder}/cache</cachedir></fontconfig>`
}

export const PHONE = { width: 360, height: 740 }
export const DESKTOP = { width: 1280, height: 800 }

/** Whose device it is: its screen, its language, whether its browser runs scripts and likes it dark. */
export interface Device {
  readonly screen: typeof PHONE
  readonly language: string
  readonly scripts: boolean
  readonly dark?: boolean
}

/** A window of somebody's own device; what it knows, no other window knows. */
export async function openWindow(browser: Browser, address: string, device: Device): Promise<Page> {
  const options: BrowserContextOptions = {
    baseURL: address,
    viewport: device.screen,
    locale: device.language,
    javaScriptEnabled: device.scripts,
    colorScheme: device.dark === true ? 'dark' : 'light',
  }
  const page = await (await browser.newContext(options)).newPage()
  page.setDefaultTimeout(30_000)
  return page
}
