/** Asking: the question with what is set of its plan, as an address and as a request. */

import { post, problem } from './api'
import type { Answer, Kind, Sent, Stage } from './types'

export interface Asked {
  question: string
  sides: string[]
  shared: string[]
  aspects: string[]
  kind: Kind | ''
  since: number | null
  until: number | null
  categories: string[]
  authors: string[]
}

export const KINDS: Kind[] = ['comparison', 'lookup', 'list', 'path', 'trend', 'count', 'gap']

export function plain(question: string): Asked {
  return { question, sides: [], shared: [], aspects: [], kind: '', since: null, until: null, categories: [], authors: [] }
}

/** What an address asks; the question is empty where it asks nothing. */
export function fromAddress(url: URL): Asked {
  const given = url.searchParams
  const kind = given.get('kind') as Kind
  return {
    question: (given.get('q') ?? '').trim(),
    sides: given.getAll('side').filter(Boolean),
    shared: given.getAll('shared').filter(Boolean),
    aspects: given.getAll('aspect').filter(Boolean),
    kind: KINDS.includes(kind) ? kind : '',
    since: year(given.get('since')),
    until: year(given.get('until')),
    categories: given.getAll('category').filter(Boolean),
    authors: given.getAll('author').filter(Boolean),
  }
}

/** The address that asks this again. */
export function toAddress(asked: Asked): string {
  const given = new URLSearchParams({ q: asked.question })
  for (const side of asked.sides) given.append('side', side)
  for (const phrase of asked.shared) given.append('shared', phrase)
  for (const aspect of asked.aspects) given.append('aspect', aspect)
  if (asked.kind) given.set('kind', asked.kind)
  if (asked.since !== null) given.set('since', String(asked.since))
  if (asked.until !== null) given.set('until', String(asked.until))
  for (const category of asked.categories) given.append('category', category)
  for (const author of asked.authors) given.append('author', author)
  return `/ask?${given}`
}

function year(text: string | null): number | null {
  return text && /^\d{1,4}$/.test(text) && Number(text) > 0 ? Number(text) : null
}

function body(asked: Asked): Record<string, unknown> {
  const set = Object.entries(asked).filter(([, value]) => value !== null && value !== '' && !(Array.isArray(value) && !value.length))
  return Object.fromEntries(set)
}

/** What has come of an answer: its stages, then its statements. */
export interface Come {
  stages: Stage[]
  sent: Sent[]
}

/** The answer to a question; `onCome` is given what has come so far, each time that there is more. */
export async function ask(asked: Asked, signal: AbortSignal, onCome: (come: Come) => void): Promise<Answer> {
  const response = await post('/ask', body(asked), { headers: { Accept: 'text/event-stream' }, signal })
  const come: Come = { stages: [], sent: [] }
  for await (const { event, data } of events(response)) {
    if (event === 'stage') come.stages.push(JSON.parse(data) as Stage)
    if (event === 'statement') come.sent.push(JSON.parse(data) as Sent)
    if (event === 'done') return JSON.parse(data) as Answer
    if (event === 'error') throw problem(JSON.parse(data))
    onCome({ stages: [...come.stages], sent: [...come.sent] })
  }
  throw new Error('The answer broke off. Ask again.')
}

/** The answer in another format, as the server writes it. */
export async function written(asked: Asked, format: 'markdown' | 'bibtex' | 'csv'): Promise<string> {
  return (await post(`/ask?format=${format}`, body(asked))).text()
}

async function* events(response: Response): AsyncGenerator<{ event: string; data: string }> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { value, done } = (await reader?.read()) ?? { value: undefined, done: true }
    if (done) return
    const blocks = (rest + value).split(/\r?\n\r?\n/)
    rest = blocks.pop() ?? ''
    for (const block of blocks) yield parsed(block)
  }
}

function parsed(block: string): { event: string; data: string } {
  let event = 'message'
  const data: string[] = []
  for (const line of block.split(/\r?\n/)) {
    const [, field, value] = /^(\w+): ?(.*)$/.exec(line) ?? []
    if (field === 'event' && value) event = value
    if (field === 'data') data.push(value ?? '')
  }
  return { event, data: data.join('\n') }
}
