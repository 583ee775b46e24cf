/** An answer laid out for reading: the same order and grouping that Markdown and the terminal have. */

import type { Answer, Aspect, Entity, Link, LinkStep, NamedNode, Section, Source, Statement } from './types'

const ARCHIVE_ID = /\[?(AG-\d{4}\.\d{2}-\d+)\]?/g

/** A statement's text cut where it cites: words, and the number of each source that they name. */
export function pieces(text: string, sources: Source[]): (string | number)[] {
  const numbers = new Map(sources.map((source) => [source.archive_id, source.number]))
  const found: (string | number)[] = []
  let start = 0
  for (const match of text.matchAll(ARCHIVE_ID)) {
    const number = numbers.get(match[1] ?? '')
    if (number === undefined) continue
    found.push(text.slice(start, match.index), number)
    start = match.index + match[0].length
  }
  return [...found, text.slice(start)].filter((piece) => piece !== '')
}

export interface Paragraph {
  lead: string
  statements: Statement[]
  link: Link | null
}

/** The paragraphs of each section: one a side, or one an item; each path is shown once. */
export function paragraphs(answer: Answer): { section: Section; paragraphs: Paragraph[] }[] {
  const sideOf = new Map<string, string>()
  for (const aspect of answer.comparison.aspects) {
    for (const cell of aspect.cells) for (const id of cell.statements) sideOf.set(id, cell.side)
  }
  const shown = new Set<string>()
  return answer.sections
    .filter((section) => section.statements.length)
    .map((section) => ({ section, paragraphs: bySide(answer, section, sideOf, shown) }))
}

function bySide(answer: Answer, section: Section, sideOf: Map<string, string>, shown: Set<string>): Paragraph[] {
  if (section.listed) return section.statements.map((statement) => ({ lead: '', statements: [statement], link: null }))
  const groups: { side: string; statements: Statement[] }[] = []
  for (const statement of section.statements) {
    const side = sideOf.get(statement.id) ?? ''
    if (groups.at(-1)?.side !== side) groups.push({ side, statements: [] })
    groups.at(-1)?.statements.push(statement)
  }
  return groups.map(({ side, statements }) => {
    const named = /^(For|On|Papers on) /.test(statements[0]?.text ?? '')
    return { lead: named ? '' : capital(side), statements, link: newLink(answer, statements, shown) }
  })
}

function newLink(answer: Answer, statements: Statement[], shown: Set<string>): Link | null {
  for (const statement of statements) {
    const links = answer.links.filter((link) => statement.links.includes(link.id) && !shown.has(link.text))
    if (!links.length) continue
    const longest = links.reduce((most, link) => (link.nodes.length > most.nodes.length ? link : most))
    shown.add(longest.text)
    return longest
  }
  return null
}

export interface Step {
  node: NamedNode
  /** The relationship to the next node, and whether it points there. */
  step: LinkStep | null
  onward: boolean
}

/** A link as nodes in their order, each with the relationship that leads on. */
export function steps(link: Link): Step[] {
  return link.nodes.map((node, place) => {
    const step = link.relationships[place] ?? null
    return { node, step, onward: step?.from === node.id }
  })
}

export interface Cell {
  entities: Entity[]
  see: number[]
  missing: boolean
}

const CELL_NAMES = 4

/** A cell of the comparison: what only this side has and what its statements name, else their sources. */
export function cell(answer: Answer, aspect: Aspect, side: string): Cell {
  const own = aspect.cells.find((one) => one.side === side)
  const entities = [...(aspect.only[side] ?? [])]
  for (const entity of own?.names ?? []) if (!entities.some((known) => known.id === entity.id)) entities.push(entity)
  if (entities.length) return { entities: entities.slice(0, CELL_NAMES), see: [], missing: false }
  const see = own?.status === 'evidence' ? sourcesOf(answer, own.statements) : []
  return { entities: [], see, missing: own?.status !== 'evidence' }
}

export function numbersOf(entity: Entity): number[] {
  return [...new Set(Object.values(entity.papers).flat())].sort((a, b) => a - b)
}

function sourcesOf(answer: Answer, ids: string[]): number[] {
  const cited = statements(answer)
    .filter((statement) => ids.includes(statement.id))
    .flatMap((statement) => statement.citations.map((citation) => citation.source))
  return [...new Set(cited)].sort((a, b) => a - b)
}

/** Every statement of an answer, in the order in which they are read. */
export function statements(answer: Answer): Statement[] {
  return [...answer.bottom_line, ...answer.scope, ...answer.sections.flatMap((section) => section.statements)]
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}

export function year(published: string): string {
  return published.slice(0, 4)
}

/** Up to three names, then how many more. */
export function people(authors: string[]): string {
  return authors.length > 4 ? `${authors.slice(0, 3).join(', ')} and ${authors.length - 3} others` : authors.join(', ')
}

/** An address that may be followed: only the web's own. */
export function webAddress(url: string): string | null {
  return /^https?:\/\//i.test(url) ? url : null
}
