/** What a drawing of the graph shows: nodes and relationships, and how each came to be there. */

import type { GraphNode, Relationship, Rows } from '../types'

export interface Node {
  id: string
  label: string
  name: string
  properties: Record<string, unknown>
}

export interface Edge {
  id: string
  type: string
  from: string
  to: string
  properties: Record<string, unknown>
}

export interface Picture {
  nodes: Map<string, Node>
  edges: Map<string, Edge>
}

/** A node of the API; an entity's label is the one beside `Entity`. */
export function nodeOf({ id, labels, name, properties }: Omit<GraphNode, 'name'> & { name?: string }): Node {
  const label = labels.find((known) => known !== 'Entity') ?? labels[0] ?? ''
  return { id, label, name: name || nameOf(id, properties), properties }
}

export function nameOf(id: string, properties: Record<string, unknown>): string {
  return String(properties.name ?? properties.title ?? shortText(properties.text) ?? id)
}

function shortText(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

export function edgeOf({ id, type, from, to, properties }: Relationship): Edge {
  return { id: id ?? `${from} ${type} ${to}`, type, from, to, properties }
}

/** Every node and relationship in the cells of a query's rows; only relationships whose ends are there. */
export function pictureOf(rows: unknown[][]): Picture {
  const picture: Picture = { nodes: new Map(), edges: new Map() }
  const edges: Edge[] = []
  const waiting: unknown[] = rows.flat()
  while (waiting.length) {
    const cell = waiting.pop()
    if (Array.isArray(cell)) waiting.push(...cell)
    else if (isNode(cell)) picture.nodes.set(cell.id, nodeOf({ ...cell, name: undefined }))
    else if (isRelationship(cell)) edges.push(edgeOf(cell))
    else if (cell && typeof cell === 'object') waiting.push(...Object.values(cell))
  }
  for (const edge of edges) if (picture.nodes.has(edge.from) && picture.nodes.has(edge.to)) picture.edges.set(edge.id, edge)
  return picture
}

const IDS = ['id', 'paper_id', 'entity_id', 'author_id', 'subject_id', 'object_id', 'parent_id', 'child_id']

const WHOLE = ['node', 'nodes', 'paper', 'passage', 'entity', 'relationship', 'passage_id']

/** Do rows of these columns name nodes, so that they can be drawn? */
export function namesNodes(columns: string[]): boolean {
  return columns.some((name) => IDS.includes(name) || WHOLE.includes(name))
}

/** The ids of the nodes that rows name in their columns; of passages only where nothing else is named. */
export function idsOf({ columns, rows }: Pick<Rows, 'columns' | 'rows'>): string[] {
  const named = columns.flatMap((name, place) => (IDS.includes(name) ? [place] : []))
  const places = named.length ? named : [columns.indexOf('passage_id')]
  return [...new Set(rows.flatMap((row) => places.map((place) => row[place])))].filter((id) => typeof id === 'string')
}

function isNode(cell: unknown): cell is GraphNode {
  return Boolean(cell && typeof cell === 'object' && 'labels' in cell && 'properties' in cell && 'id' in cell)
}

function isRelationship(cell: unknown): cell is Relationship {
  return Boolean(cell && typeof cell === 'object' && 'from' in cell && 'to' in cell && 'type' in cell && 'properties' in cell)
}

/** The ids of the nodes that are one relationship away. */
export function neighboursOf(picture: Picture, id: string): Set<string> {
  const ids = new Set<string>()
  for (const { from, to } of picture.edges.values()) {
    if (from === id) ids.add(to)
    if (to === id) ids.add(from)
  }
  return ids
}

/** The picture without what is left out: nodes by label, relationships by type. */
export function filtered(picture: Picture, labels: ReadonlySet<string>, types: ReadonlySet<string>): Picture {
  if (!labels.size && !types.size) return picture
  const nodes = new Map([...picture.nodes].filter(([, node]) => !labels.has(node.label)))
  const edges = [...picture.edges].filter(([, edge]) => !types.has(edge.type) && nodes.has(edge.from) && nodes.has(edge.to))
  return { nodes, edges: new Map(edges) }
}

/** How many there are of each name, most first. */
export function tally(names: Iterable<string>): [string, number][] {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b))
}
