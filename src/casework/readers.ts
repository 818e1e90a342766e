import { MOVED } from '../grievances/telling.ts'
import { openItems, type OpenItem } from '../grievances/items.ts'
import { mayBeInvolved } from '../intake/queries.ts'
import type { Scene } from '../web/desk-act.ts'

/** What the person said of those who read: whether one of them may be part of it, and in their own words who must not read it. */
export interface Readers {
  readonly involved: boolean
  /** Whether it was moved, because of that, away from the team that it would have gone to. */
  readonly moved: boolean
  readonly keptFrom: readonly { readonly text: string; readonly language: string }[]
}

/** The same from items that the reader's keys opened. */
export function readersFrom(items: Iterable<OpenItem>): Readers {
  const all = [...items]
  const told = all.filter(item => item.kind === 'answers').flatMap(item => item.said ?? [])
  return {
    involved: told.some(({ answers }) => mayBeInvolved(textOf(answers?.reader))),
    moved: all.some(item => item.kind === 'title' && item.authorKind === 'system' && item.said?.answers?.moved === MOVED.moved),
    keptFrom: told.flatMap(({ answers, language }) => {
      const text = textOf(answers?.keepFrom)
      return text === undefined ? [] : [{ text, language }]
    }),
  }
}

/** The same of a grievance that is open. */
export async function readersOf({ context, opened }: Pick<Scene, 'context' | 'opened'>): Promise<Readers> {
  return readersFrom((await openItems(context.db, opened.compartments, ['answers', 'title'])).values())
}

function textOf(answer: string | readonly string[] | undefined): string | undefined {
  return typeof answer === 'string' ? answer : undefined
}
