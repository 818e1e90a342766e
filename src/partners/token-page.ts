import type { Context } from '../contracts/context.ts'
import type { Account } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import type { Reader } from '../contracts/schema.ts'
import {
  day,
  defineForm,
  formView,
  given,
  line,
  onlyOf,
  type Errors,
  type FormView,
  type Option,
  type Typed,
} from '../platform/forms/index.ts'
import { definePage } from '../platform/views/views.ts'
import type { Translate } from '../platform/words.ts'
import { colleagues, leadsIn, teamsOf } from '../representation/queries.ts'
import { readTokenName } from '../web/tokens.ts'

/** A token for a field tool: what it is called, for which organisation, and its last day. */
export const newTokenForm = defineForm('partners:forms', { toolName: line({ max: 80 }), organisation: given(), lastDay: day() })

/** The tokens of the organisations that somebody leads, and the one that was just made, which is shown this once. */
interface TokensView {
  readonly made: string | null
  readonly rows: readonly TokenRow[]
  readonly form: FormView
  readonly action: string
  readonly api: string
  readonly back: string
}

interface TokenRow {
  readonly name: string
  readonly team: string
  readonly madeBy: string
  readonly until: string
  readonly end: string
}

export const tokensPage = definePage<TokensView>('partners/tokens', 'partners:tokens.title')

/** A token that is about to be ended, and what that means. */
interface EndTokenView {
  readonly name: string
  readonly action: string
  readonly back: string
}

export const endTokenPage = definePage<EndTokenView>('partners/end-token', 'partners:tokens.title')

/** Shows what ending this token means, to a lead of its organisation; null where there is none for them. */
export async function endTokenView(context: Context, account: Account, id: string): Promise<EndTokenView | null> {
  const row = await context.db
    .selectFrom('tokens')
    .selectAll()
    .where('id', '=', id)
    .where('team_id', 'in', leadsIn(account))
    .executeTakeFirst()
  if (row === undefined) return null
  return { name: readTokenName(context, row), action: paths.desk.spoken(`tokens/${id}/end`), back: paths.desk.spoken('tokens') }
}

/** What the page shows besides the list: a token that was just made, or what was typed and what is wrong with it. */
export interface TokensState {
  readonly made?: string
  readonly typed?: Typed
  readonly errors?: Errors
}

/** The organisations that somebody leads, as options. */
export async function organisationsLedBy(db: Reader, account: Account): Promise<Option[]> {
  const led = leadsIn(account)
  return (await teamsOf(db, account)).filter(team => led.includes(team.id)).map(({ id, name }) => ({ value: id, label: name }))
}

/** Shows the page. */
export async function tokensView(context: Context, words: Translate, account: Account, state: TokensState): Promise<TokensView> {
  const organisations = await organisationsLedBy(context.db, account)
  const people = await colleagues(context, leadsIn(account))
  const rows = await context.db.selectFrom('tokens').selectAll().where('team_id', 'in', leadsIn(account)).orderBy('ends_on').execute()
  const label = (options: readonly Option[], value: string): string => options.find(one => one.value === value)?.label ?? ''
  return {
    made: state.made ?? null,
    rows: rows.map(row => ({
      name: readTokenName(context, row),
      team: label(organisations, row.team_id),
      madeBy: label(people, row.made_by),
      until: row.ends_on,
      end: paths.desk.spoken(`tokens/${row.id}/end`),
    })),
    form: formView(newTokenForm, words, state.typed ?? { organisation: onlyOf(organisations) }, state.errors, {
      organisation: organisations,
    }),
    action: paths.desk.spoken('tokens'),
    api: paths.api(words.language.tag),
    back: paths.desk.spoken(),
  }
}
