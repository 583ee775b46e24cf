/** What the HTTP API answers (`/api/v1/openapi.json`), as far as the page reads it. */

export type Kind = 'comparison' | 'lookup' | 'list' | 'path' | 'trend' | 'count' | 'gap'
export type Coverage = 'good' | 'thin' | 'none'
export type Way = 'link' | 'mention' | 'text' | 'meaning'

export interface Citation {
  source: number
  passage_id: string
  char_start: number
  char_end: number
  quote: string
}

export interface Statement {
  id: string
  text: string
  kind: 'quoted' | 'synthesised' | 'counted' | 'absence'
  citations: Citation[]
  links: string[]
  query: string | null
  support: number | null
}

export interface Section {
  heading: string
  statements: Statement[]
  listed: boolean
  beside: boolean
}

export interface NamedNode {
  id: string
  name: string
  label: string
}

export interface Side {
  label: string
  anchors: NamedNode[]
  concepts: { phrase: string; ids: string[]; papers: Record<string, number> }[]
  unmet: string[]
  papers: number
  by: Partial<Record<Way, number>>
  passages: number
  coverage: Coverage
}

export interface Source {
  number: number
  paper_id: string
  archive_id: string
  title: string
  authors: string[]
  category: string
  published: string
  url: string
  similarity: number | null
  text_origin: string
  by: Record<string, Way>
}

export interface LinkStep {
  id: string | null
  type: string
  from: string
  to: string
  paper_id: string | null
  passage_id: string | null
  confidence: number | null
}

export interface Link {
  id: string
  nodes: NamedNode[]
  relationships: LinkStep[]
  text: string
}

export interface Entity extends NamedNode {
  papers: Record<string, number[]>
}

export interface Aspect {
  aspect: string
  cells: { side: string; status: 'evidence' | 'no_evidence'; statements: string[]; names?: Entity[] }[]
  shared: Entity[]
  only: Record<string, Entity[]>
}

export interface Query {
  id: string
  name: string
  parameters: Record<string, unknown>
  rows: number
}

export interface Plan {
  kind: Kind
  sides: string[]
  shared: string[]
  aspects: string[]
  constraints: {
    since: number | null
    until: number | null
    categories: string[]
    authors: string[]
    papers: string[]
    exclude: string[]
    order: string | null
  }
  left_aside: string[]
  corrected: { from: string; to: string }[]
  set: Record<string, unknown>
}

export interface Tabled {
  heading: string
  columns: string[]
  rows: (string | number)[][]
  query: string
}

export interface Answer {
  question: string
  kind: Kind
  status: 'answered' | 'partial' | 'no_evidence'
  plan: Plan
  scope: Statement[]
  sides: Side[]
  sections: Section[]
  comparison: { aspects: Aspect[] }
  bottom_line: Statement[]
  sources: Source[]
  links: Link[]
  follow_ups: { question: string; because: string }[]
  tables: Tabled[]
  provenance: {
    answered_by: string
    answered_at: string
    archive: { papers: number; passages: number; entities: number; relations: number; newest: string; updated: string }
    queries: Query[]
    timings_ms: Record<string, number>
    dropped?: number
  }
  disclaimer: string
}

/** A stage of an answer that is on its way. */
export interface Stage {
  name: 'understood' | 'sides' | 'evidence' | 'statements'
  text: string
}

/** A statement that is sent before the whole answer, with the heading that it stands under; null: in short. */
export interface Sent {
  section: string | null
  statement: Statement
}

export interface Rows {
  columns: string[]
  rows: unknown[][]
  truncated: boolean
  next?: number | null
  elapsed_ms: number
}

export interface SentencePlace {
  char_start: number
  char_end: number
  role: string
}

export interface PassageMention {
  entity_id: string
  name: string
  label: string
  char_start: number
  char_end: number
}

export interface Passage {
  id: string
  text: string
  section: string
  position: number
  char_start: number
  char_end: number
  sentences: SentencePlace[]
  mentions: PassageMention[]
}

export interface PaperClaim {
  predicate: string
  subject_id: string
  subject: string
  object_id: string
  object: string
  condition: string | null
  passage_id: string
  char_start: number
  char_end: number
  relation_id: string
}

export interface PaperLink {
  entity_id: string
  name: string
  label: string
  type: string
  relation_id: string
  passage_id: string
  char_start: number
  char_end: number
  confidence: number
  value: number | null
  unit: string | null
  change: string | null
  dataset_id: string | null
  dataset: string | null
}

export interface Paper {
  id: string
  archive_id: string
  title: string
  authors: string[]
  categories: string[]
  published: string
  url: string
  doi: string
  text_origin: string
  extractor: string
  passages: Passage[]
  entities: PaperLink[]
  claims: PaperClaim[]
  next: number | null
}

export interface EntityView {
  id: string
  name: string
  label: string
  labels: string[]
  aliases: string[]
  alias_reasons: string[]
  mentions: number
  own: boolean
  above: (NamedNode & { distance: number })[]
  below: (NamedNode & { distance: number })[]
  claims: EntityClaim[]
  papers: { paper_id: string; archive_id: string; title: string; published: string; types: string[] }[]
  truncated: boolean
}

export interface EntityClaim {
  words: string
  other: string
  papers: string[]
  [more: string]: unknown
}

export interface ExampleQuestion {
  question: string
  reason: string
}

export interface NamedQuery {
  name: string
  question: string
  parameters: { name: string; type: string; doc: string; optional: boolean; default: unknown }[]
  returns: string[]
  text: string
}

export interface Status {
  papers: number
  passages: number
  entities: number
  relations: number
  newest: string
  updated: string
  labels: Record<string, number>
  relationship_types: Record<string, number>
  left_out: number
  left_out_links: string[]
  extractors: Record<string, number>
  text_origins: Record<string, number>
  store: string
  embedder: { present: boolean; used: boolean; meaning: string }
  abbreviations: string
  missing: string[]
  version: string
  python: string
}

export interface GraphNode {
  id: string
  labels: string[]
  name: string
  properties: Record<string, unknown>
}

export interface Relationship {
  id: string | null
  type: string
  from: string
  to: string
  properties: Record<string, unknown>
}

export interface Neighbourhood {
  center: string
  nodes: GraphNode[]
  relationships: Relationship[]
  truncated: boolean
}

export interface GraphPath {
  nodes: GraphNode[]
  relationships: Relationship[]
}

export interface CypherRows extends Rows {
  warnings: string[]
}

export interface LabelSchema {
  name: string
  count: number
  keys: Record<string, number>
}

export interface TypeSchema extends LabelSchema {
  ends: { from: string; to: string }[]
}

export interface GraphSchema {
  labels: LabelSchema[]
  relationship_types: TypeSchema[]
}
