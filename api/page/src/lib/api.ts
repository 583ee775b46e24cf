/** Requests to the HTTP API. Every failure is a Problem that says what happened in one line. */

import type { Answer, CypherRows, EntityView, ExampleQuestion, GraphPath, GraphSchema, NamedQuery, Neighbourhood, Paper, Rows, Status } from './types'

const ROOT = '/api/v1'

export class Problem extends Error {
  constructor(
    readonly kind: string,
    detail: string,
    readonly status = 0,
  ) {
    super(detail)
  }
}

/** The key that a guarded server asks for, kept until the browser's tab is closed. */
export const key = {
  get: (): string | null => {
    try {
      return sessionStorage.getItem('key')
    } catch {
      return null
    }
  },
  set: (value: string): void => sessionStorage.setItem('key', value),
}

/** A response; a Problem where the server refuses or can't be reached. */
export async function send(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers)
  const known = key.get()
  if (known) headers.set('Authorization', `Bearer ${known}`)
  let response: Response
  try {
    response = await fetch(ROOT + path, { ...init, headers })
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw new Problem('unreachable', 'The server can’t be reached. Is it still running?')
  }
  if (!response.ok) throw problem(await response.json().catch(() => null), response.status)
  return response
}

/** The problem that a body holds, as the API writes it (RFC 9457). */
export function problem(body: unknown, status = 0): Problem {
  const { type = '', detail = '' } = (body ?? {}) as { type?: string; detail?: string }
  return new Problem(type.split(':').at(-1) ?? '', detail || `The server answered ${status}.`, status)
}

export function post(path: string, body: unknown, init: RequestInit = {}): Promise<Response> {
  const headers = { 'Content-Type': 'application/json', ...init.headers }
  return send(path, { ...init, method: 'POST', headers, body: JSON.stringify(body) })
}

const kept = new Map<string, Promise<unknown>>()
const MOST_KEPT = 200

/** What a GET, or a POST of a body that only asks, answers: kept while the page is open. */
function once<T>(path: string, body?: unknown): Promise<T> {
  const asking = JSON.stringify([path, body])
  const known = kept.get(asking)
  if (known) return known as Promise<T>
  const asked = (body ? post(path, body) : send(path)).then((response) => response.json() as Promise<T>)
  kept.set(asking, asked)
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value as string)
  asked.catch(() => kept.delete(asking))
  return asked
}

/** Forget what is kept: the archive has changed. */
export function forget(): void {
  kept.clear()
  questions.clear()
}

function segment(name: string): string {
  return encodeURIComponent(name)
}

export const paper = (name: string, cursor = 0): Promise<Paper> =>
  once(`/papers/${segment(name)}${cursor ? `?cursor=${cursor}` : ''}`)
export const entity = (name: string): Promise<EntityView> => once(`/entities/${segment(name)}`)
export const examples = (): Promise<ExampleQuestion[]> =>
  once<{ examples: ExampleQuestion[] }>('/examples').then((given) => given.examples)
export const status = (): Promise<Status> => send('/status').then((response) => response.json() as Promise<Status>)

/** The path of a named query with its parameters, as the API and the page have it. */
export function queryPath(name: string, parameters: Record<string, unknown> = {}): string {
  const given = Object.entries(parameters).map(([key, value]): [string, string] => [
    key,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
  return `/queries/${name}${given.length ? `?${new URLSearchParams(given)}` : ''}`
}

/** Where a named query's rows are drawn. */
export function graphPath(name: string, parameters: Record<string, unknown>): string {
  return `/explore?${new URLSearchParams({ rows: `${name} ${JSON.stringify(parameters)}` })}`
}

/** Where a named query's text stands ready to be changed; what it would take by default is said there. */
export function consolePath(query: NamedQuery, parameters: Record<string, unknown>): string {
  const all = query.parameters.map(({ name, default: usual }): [string, unknown] => [name, parameters[name] ?? usual])
  return cypherPath(query.text, Object.fromEntries(all.map(([name, value]) => [name, JSON.stringify(value)])))
}

/** The console's address for a query; the parameters as they stand in its form. */
export function cypherPath(query: string, parameters: Record<string, string>): string {
  const given = Object.entries(parameters).map(([name, value]): [string, string] => [`p.${name}`, value])
  return `/cypher?${new URLSearchParams([['query', query], ...given])}`
}

const LONGEST_PATH = 8_000

/** Rows of a named query, kept while the page is open; parameters that are too long for an address go in a body. */
export function named(name: string, parameters: Record<string, unknown> = {}, cursor?: number): Promise<Rows> {
  const path = queryPath(name, cursor ? { ...parameters, cursor } : parameters)
  if (path.length < LONGEST_PATH) return once(path)
  return once(queryPath(name, cursor ? { cursor } : {}), { parameters })
}

/** All rows of a named query, whatever pages the server gives them in. */
export async function every(name: string, parameters: Record<string, unknown>): Promise<Rows> {
  const first = await named(name, parameters)
  const rows = [...first.rows]
  for (let { next } = first; next; ) {
    const page = await named(name, parameters, next)
    rows.push(...page.rows)
    next = page.next
  }
  return { ...first, rows }
}

export const queries = (): Promise<NamedQuery[]> =>
  once<{ queries: NamedQuery[] }>('/queries').then((found) => found.queries)

export const cypher = (query: string, parameters: Record<string, unknown> = {}, signal?: AbortSignal): Promise<CypherRows> =>
  post('/cypher', { query, parameters }, { signal }).then((response) => response.json() as Promise<CypherRows>)

/** The rows of a query as a spreadsheet has them: what `kg cypher --csv` prints. */
export const cypherSheet = (query: string, parameters: Record<string, unknown>): Promise<string> =>
  post('/cypher', { query, parameters }, { headers: { Accept: 'text/csv' } }).then((response) => response.text())

/** The steps by which the store would run a query. */
export const plan = (query: string, parameters: Record<string, unknown>): Promise<Rows> =>
  post('/cypher/plan', { query, parameters }).then((response) => response.json() as Promise<Rows>)

export const schema = (): Promise<GraphSchema> => once('/schema')

export const neighbourhood = (node: string, relations: string[], limit: number): Promise<Neighbourhood> =>
  once(`/nodes/${segment(node)}/neighbourhood?${new URLSearchParams({ relations: relations.join(','), limit: String(limit) })}`)

export const shortestPath = (from: string, to: string): Promise<GraphPath> => once(`/paths?${new URLSearchParams({ from, to })}`)

const questions = new Map<string, Promise<Answer>>()

/** The answer to a question, kept while the page is open. */
export function answered(question: string): Promise<Answer> {
  const known = questions.get(question)
  if (known) return known
  const asked = post('/ask', { question }).then((response) => response.json() as Promise<Answer>)
  questions.set(question, asked)
  asked.catch(() => questions.delete(question))
  return asked
}

/** Rows as objects by column. */
export function records(rows: Rows): Record<string, unknown>[] {
  return rows.rows.map((row) => Object.fromEntries(rows.columns.map((column, place) => [column, row[place]])))
}
