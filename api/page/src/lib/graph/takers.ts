/** The named queries that can be asked of what is selected. */

import type { NamedQuery } from '../types'
import type { Node } from './picture'

export interface Taker {
  query: NamedQuery
  parameters: Record<string, unknown>
}

const ENTITY = (node: Node): boolean => !['Paper', 'Passage', 'Author', 'Category', 'Archive'].includes(node.label)
const IS: Record<string, (node: Node) => boolean> = {
  "the entity's id": ENTITY,
  "the paper's id": (node) => node.label === 'Paper',
  "the passage's id": (node) => node.label === 'Passage',
  "the author's id": (node) => node.label === 'Author',
  "a category's id": (node) => node.label === 'Category',
}
const LISTS: Record<string, (node: Node) => boolean> = {
  'entity ids': ENTITY,
  'paper ids': (node) => node.label === 'Paper',
  'passage ids': (node) => node.label === 'Passage',
}
// What only gives back the node itself, or ids that nobody reads.
const DULL = new Set(['entity_by_id', 'paper_by_id', 'passage_by_id', 'papers_below', 'papers_naming', 'papers_titling', 'papers_on_both', 'papers_selected', 'links_below', 'passage_links', 'papers_by_ids', 'passages_by_ids', 'mentions_of_papers', 'passages_of_papers', 'claims_of_paper'])

export function takers(queries: NamedQuery[], nodes: Node[]): Taker[] {
  return queries.flatMap((query) => {
    const parameters = nodes.length && !DULL.has(query.name) ? filled(query, nodes) : null
    return parameters ? [{ query, parameters }] : []
  })
}

/** The selection as a query's parameters; null where it doesn't take just this selection. */
function filled(query: NamedQuery, nodes: Node[]): Record<string, unknown> | null {
  const needed = query.parameters.filter((parameter) => !parameter.optional)
  const parameters: Record<string, unknown> = {}
  const rest = [...nodes]
  for (const { name, doc, type } of needed) {
    if (name === 'floor') parameters[name] = 0
    else if (type === 'list' && LISTS[doc]) {
      const several = needed.filter((parameter) => parameter.type === 'list').length > 1
      const taken = several ? rest.splice(0, 1) : rest.splice(0)
      if (!taken.length || !taken.every(LISTS[doc])) return null
      parameters[name] = taken.map((node) => node.id)
    } else {
      const node = rest.shift()
      if (!node || !IS[doc]?.(node)) return null
      parameters[name] = node.id
    }
  }
  return rest.length || !needed.length || needed.every(({ name }) => name === 'floor') ? null : parameters
}
