/**
 * An exploration is a list of steps that its address holds, so that every picture can be linked to, gone back
 * from, and made again. `replay` turns the steps into a picture.
 */

import { answered, every, neighbourhood, shortestPath, status } from '../api'
import type { Answer, GraphNode, Relationship } from '../types'
import { type Edge, edgeOf, idsOf, nameOf, type Node, nodeOf, type Picture, pictureOf } from './picture'

export type Direction = 'out' | 'in' | 'both'
const DIRECTIONS: Direction[] = ['out', 'in', 'both']
export type Step =
  | { kind: 'node' | 'add' | 'hide' | 'pin' | 'ask'; text: string }
  | { kind: 'rows'; query: string; parameters: Record<string, unknown> }
  | { kind: 'sample'; papers: number }
  | { kind: 'expand'; id: string; type: string; direction: Direction; limit: number }
  | { kind: 'path'; from: string; to: string }

export const FEW = 500
export const MOST = 5_000
const MOST_LINKS = 20_000
const AROUND = 20
// What ties a paper to its own text and record: drawn only when it is asked for.
export const OWN_TEXT = ['HAS_PASSAGE', 'MENTIONS', 'IN_CATEGORY', 'WROTE']

export interface Exploration {
  steps: Step[]
  most: number
}

export function fromAddress(url: URL): Exploration {
  const steps = [...url.searchParams].map(([kind, value]) => read(kind, value)).filter((step) => step !== null)
  return { steps, most: url.searchParams.get('most') === String(MOST) ? MOST : FEW }
}

function read(kind: string, value: string): Step | null {
  const parts = value.split(' ')
  switch (kind) {
    case 'node':
    case 'add':
    case 'hide':
    case 'pin':
    case 'ask':
      return value.trim() ? { kind, text: value.trim() } : null
    case 'sample':
      return { kind, papers: Math.min(Math.max(Number(value) || 25, 1), 500) }
    case 'rows':
      return { kind, query: parts[0] ?? '', parameters: parsed(parts.slice(1).join(' ')) }
    case 'path':
      return parts[1] ? { kind, from: parts[0] ?? '', to: parts.slice(1).join(' ') } : null
    case 'expand': {
      const [type = '', direction = '', limit = '', ...id] = parts
      const wanted = Math.min(Math.max(Number(limit) || 50, 1), MOST)
      return id.length ? { kind, id: id.join(' '), type, direction: DIRECTIONS.find((known) => known === direction) ?? 'both', limit: wanted } : null
    }
    default:
      return null
  }
}

function parsed(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}

export function toAddress({ steps, most }: Exploration): string {
  const given = new URLSearchParams(steps.map((step) => [step.kind, written(step)]))
  if (most !== FEW) given.append('most', String(most))
  return `/explore${given.size ? `?${given}` : ''}`
}

function written(step: Step): string {
  if (step.kind === 'sample') return String(step.papers)
  if (step.kind === 'rows') return `${step.query} ${JSON.stringify(step.parameters)}`
  if (step.kind === 'path') return `${step.from} ${step.to}`
  if (step.kind === 'expand') return `${step.type} ${step.direction} ${step.limit} ${step.id}`
  return step.text
}

/** Why a node is in the picture: by a relationship, or because a step names it. */
export type Reason = { edge: string } | { step: Step['kind'] }

export interface Replayed extends Picture {
  why: Map<string, Reason>
  pinned: Set<string>
  hidden: Node[]
  expanded: Set<string>
  /** The nodes that the last step which added any has added. */
  newest: string[]
  /** How many nodes were not taken in, because there is no room. */
  left: number
  notes: string[]
  /** The last path that was asked for; without nodes where there is none. */
  path: Path | null
}

export interface Path {
  from: string
  to: string
  nodes: Node[]
  edges: Edge[]
}

export async function replay({ steps, most }: Exploration): Promise<Replayed> {
  const drawing = new Drawing(most)
  for (const step of steps) {
    try {
      await drawing.take(step)
    } catch (error) {
      drawing.notes.push(error instanceof Error ? capital(error.message) : String(error))
    }
  }
  await drawing.join().catch(() => drawing.notes.push('The relationships among the nodes can’t be fetched now.'))
  return drawing
}

class Drawing implements Replayed {
  nodes = new Map<string, Node>()
  edges = new Map<string, Edge>()
  why = new Map<string, Reason>()
  pinned = new Set<string>()
  hidden: Node[] = []
  expanded = new Set<string>()
  newest: string[] = []
  left = 0
  notes: string[] = []
  path: Path | null = null

  constructor(readonly most: number) {}

  async take(step: Step): Promise<void> {
    const before = new Set(this.nodes.keys())
    await this.#do(step)
    const added = [...this.nodes.keys()].filter((id) => !before.has(id))
    if (added.length) this.newest = added
  }

  /** Draw what joins the nodes to one another, whichever step has brought them. */
  async join(): Promise<void> {
    if (this.nodes.size < 2) return
    const { rows } = await every('links_among', { ids: [...this.nodes.keys()], limit: MOST_LINKS })
    this.#merge([], rows.map(([relationship]) => relationship as Relationship), { step: 'node' })
    if (rows.length >= MOST_LINKS) this.notes.push(`More than ${MOST_LINKS.toLocaleString('en')} relationships join these nodes: the others are not drawn.`)
  }

  #do(step: Step): Promise<void> | void {
    switch (step.kind) {
      case 'node':
        return this.#around(step.text)
      case 'add':
        return this.#add(step.text)
      case 'sample':
        return this.#sample(step.papers)
      case 'ask':
        return this.#ask(step.text)
      case 'rows':
        return this.#rows(step)
      case 'expand':
        return this.#expand(step)
      case 'path':
        return this.#path(step.from, step.to)
      case 'hide':
        return this.#hide(step.text)
      case 'pin':
        if (!this.pinned.delete(step.text)) this.pinned.add(step.text)
    }
  }

  async #around(name: string): Promise<void> {
    const { relationship_types } = await status()
    const types = Object.keys(relationship_types).filter((type) => !OWN_TEXT.includes(type))
    let around = await neighbourhood(name, types, AROUND)
    if (around.nodes.length === 1) around = await neighbourhood(name, [], AROUND)
    this.#merge(around.nodes.map(nodeOf), around.relationships, { step: 'node' }, around.center)
  }

  async #add(id: string): Promise<void> {
    if (!(await this.#putIds([id], { step: 'add' }))) this.notes.push(`No node ${id} is in the archive.`)
  }

  /** What a named query's rows name, as nodes or by ids, and the nodes that it was asked about. */
  async #rows({ query, parameters }: Extract<Step, { kind: 'rows' }>): Promise<void> {
    const rows = await every(query, parameters)
    const { nodes, edges } = pictureOf(rows.rows)
    this.#merge([...nodes.values()], [...edges.values()], { step: 'rows' })
    const drawn = await this.#putIds([...idsOf(rows), ...texts(parameters)], { step: 'rows' })
    if (!drawn && !nodes.size) this.notes.push('Its rows name no node that could be drawn.')
  }

  /** How many nodes have these ids. */
  async #putIds(ids: string[], reason: Reason): Promise<number> {
    const { rows } = ids.length ? await every('nodes_by_ids', { ids }) : { rows: [] }
    const nodes = new Map(rows.map(([node]) => [(node as GraphNode).id, node as GraphNode]))
    for (const id of ids) {
      const node = nodes.get(id)
      if (node) this.#put(nodeOf({ ...node, name: undefined }), reason)
    }
    return nodes.size
  }

  async #sample(papers: number): Promise<void> {
    const { rows } = await every('newest_links', { newest: papers, floor: 0.5, limit: papers * 8 })
    for (const [paper, relationship, entity] of rows as [GraphNode, Relationship, GraphNode][]) {
      this.#merge([paper, entity].map((node) => nodeOf({ ...node, name: undefined })), [relationship], { step: 'sample' }, paper.id)
    }
    if (!rows.length) this.notes.push('The archive has no links yet.')
  }

  async #ask(question: string): Promise<void> {
    const answer = await answered(question)
    for (const { nodes, relationships } of answer.links) {
      const edges = relationships.map(({ id, type, from, to, ...properties }) => ({ id, type, from, to, properties }))
      this.#merge(nodes.map((node) => ({ ...node, properties: {} })), edges, { step: 'ask' })
    }
    for (const node of answer.sides.flatMap((side) => side.anchors)) this.#put({ ...node, properties: {} }, { step: 'ask' })
    for (const paper of sources(answer)) this.#put(paper, { step: 'ask' })
    if (answer.status === 'no_evidence') this.notes.push('The archive has nothing on this question.')
  }

  async #expand({ id, type, direction, limit }: Extract<Step, { kind: 'expand' }>): Promise<void> {
    if (!this.nodes.has(id)) return
    this.expanded.add(id)
    const { rows } = await every('neighbours', { id, types: [type], limit, direction })
    for (const [relationship, node] of rows as [Relationship, GraphNode][]) {
      this.#merge([nodeOf({ ...node, name: undefined })], [relationship], { step: 'expand' })
    }
  }

  /** How the API is asked for a shown node itself: a category's id may be an entity's name too. */
  #itself(id: string): string {
    return this.nodes.get(id)?.label === 'Category' ? `category:${id}` : id
  }

  async #path(from: string, to: string): Promise<void> {
    const { nodes, relationships } = await shortestPath(this.#itself(from), this.#itself(to))
    const along = nodes.map(nodeOf)
    this.hidden = this.hidden.filter(({ id }) => !along.some((node) => node.id === id))
    this.#merge(along, relationships, { step: 'path' })
    const ends = along.length ? [along[0], along.at(-1)] : [this.nodes.get(from), this.nodes.get(to)]
    this.path = { from: ends[0]?.name ?? from, to: ends[1]?.name ?? to, nodes: along, edges: relationships.map(edgeOf) }
  }

  #hide(id: string): void {
    const node = this.nodes.get(id)
    if (!node) return
    this.nodes.delete(id)
    this.hidden.push(node)
    for (const edge of this.edges.values()) if (edge.from === id || edge.to === id) this.edges.delete(edge.id)
  }

  /** Take in nodes as far as there is room, then the relationships whose ends are there. */
  #merge(nodes: Node[], relationships: Relationship[], reason: Reason, center = ''): void {
    const edges = relationships.map(edgeOf)
    for (const node of nodes) {
      const edge = edges.find(({ from, to }) => (from === node.id || to === node.id) && from !== to)
      this.#put(node, edge && node.id !== center ? { edge: edge.id } : reason)
    }
    for (const edge of edges) if (this.nodes.has(edge.from) && this.nodes.has(edge.to)) this.edges.set(edge.id, edge)
  }

  #put(node: Node, reason: Reason): void {
    const known = this.nodes.get(node.id)
    if (known && !Object.keys(known.properties).length) this.nodes.set(node.id, node)
    if (known || this.hidden.some(({ id }) => id === node.id)) return
    if (this.nodes.size >= this.most) {
      this.left += 1
      return
    }
    this.nodes.set(node.id, node)
    this.why.set(node.id, reason)
  }
}

/** The texts among a query's parameters: ids, as far as nodes have them. */
function texts(parameters: Record<string, unknown>): string[] {
  return Object.values(parameters).flat().filter((value) => typeof value === 'string')
}

function sources(answer: Answer): Node[] {
  return answer.sources.map(({ paper_id, title, archive_id, published }) => ({
    id: paper_id,
    label: 'Paper',
    name: title || nameOf(paper_id, {}),
    properties: { archive_id, published },
  }))
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?!]$/.test(text) ? '' : '.'}`
}
