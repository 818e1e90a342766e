#!/usr/bin/env node
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * `npx recourse …` in a fresh clone as in an old one: builds the program where its source is newer, then runs it. Without the tools that
 * build it (`npm ci --omit=dev`), it runs what was built before.
 */
const root = join(import.meta.dirname, '..')
const built = join(root, 'dist', 'cli.js')

if (isBehind() && existsSync(join(root, 'node_modules', 'esbuild'))) build()
if (existsSync(built)) await import(built)
else refuse('Recourse is not built, and what builds it is not installed. Run: npm ci && npm run build && npm prune --omit=dev')

function isBehind() {
  if (!existsSync(built)) return true
  const since = statSync(built).mtimeMs
  const files = readdirSync(join(root, 'src'), { recursive: true })
  return files.some(file => statSync(join(root, 'src', file)).mtimeMs > since)
}

function build() {
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: ['ignore', 2, 2] })
  if (status !== 0) refuse(`Recourse could not be built in ${root}.`)
}

function refuse(sentence) {
  console.error(sentence)
  process.exit(3)
}
