/** What a relationship or a mention rests on: the words of a passage, who read them, how sure it is. */

import { named, records } from '../api'
import type { GraphNode } from '../types'
import { relation } from '../words'
import type { Edge, Node, Picture } from './picture'

export interface Why {
  /** The passage with the place of the words in it; null where it rests on no sentence. */
  text: string
  start: number
  end: number
  paper: { id: string; title: string; passage: string } | null
  by: string
  confidence: number | null
}

const EXTRACTORS: Record<string, string> = {
  vocabulary: 'the vocabulary',
  pattern: 'a pattern in the text',
  'tagger-fast': 'the fast relation model',
  'tagger-accurate': 'the accurate relation model',
  category: 'the paper’s category',
  coreference: 'a word that points back to it',
  'head-noun': 'the noun that the name ends in',
  terms: 'a phrase that many papers use',
}

/** Whom a relationship comes from, in words. */
export function extractor(edge: Edge): string {
  const name = String(edge.properties.extractor ?? '')
  if (!name) return ['WROTE', 'IN_CATEGORY', 'CITES', 'HAS_PASSAGE'].includes(edge.type) ? 'the paper’s own record' : ''
  return EXTRACTORS[name] ?? name
}

export async function why(edge: Edge): Promise<Why> {
  const { passage_id, char_start, char_end, confidence } = edge.properties
  const sure = typeof confidence === 'number' ? confidence : null
  const nothing: Why = { text: '', start: 0, end: 0, paper: null, by: extractor(edge), confidence: sure }
  if (typeof passage_id !== 'string' || !passage_id) return nothing
  const [row] = records(await named('passage_by_id', { id: passage_id }))
  if (!row) return nothing
  const paper = { id: String(row.paper_id), title: String(row.title), passage: passage_id.split('#').at(-1) ?? '' }
  if (char_start === char_end && typeof char_start === 'number') return { ...nothing, paper }
  const text = String((row.passage as GraphNode).properties.text ?? '')
  const known = typeof char_start === 'number' && typeof char_end === 'number'
  return {
    ...nothing,
    text,
    start: known ? char_start : 0,
    end: known ? char_end : Array.from(text).length,
    paper,
  }
}

/** "A uses B", as a node's name stands in a sentence. */
export function said(edge: Edge, picture: Picture): string {
  const name = (id: string): string => picture.nodes.get(id)?.name ?? id
  return `${name(edge.from)} ${relation(edge.type)} ${name(edge.to)}`
}

/** The relationship that tells most of why a node is drawn: that of its step, else the surest that has a sentence. */
export function reasonOf(node: Node, picture: Picture, cameBy: string | undefined): Edge | undefined {
  const own = cameBy ? picture.edges.get(cameBy) : undefined
  if (own?.properties.passage_id) return own
  const quoted = [...picture.edges.values()].filter((edge) => (edge.from === node.id || edge.to === node.id) && edge.properties.passage_id)
  return own ?? quoted.toSorted((a, b) => Number(b.properties.confidence ?? 0) - Number(a.properties.confidence ?? 0))[0]
}
