/** What a search for something to start from gives: entities and named phrases, papers, authors. */

import { named, records } from '../api'

export interface Seed {
  id: string
  name: string
  label: string
  more: string
}

const ENTITIES = 7
const PAPERS = 4
const AUTHORS = 2

/** The nodes whose names hold or begin with some words. */
export async function seeds(words: string): Promise<Seed[]> {
  const plain = words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
  if (plain.length < 2) return []
  const pattern = `(?is).*\\b${plain.split(' ').join('\\W+')}.*`
  const [entities, papers, authors] = await Promise.all([
    named('entities_named', { prefix: plain, limit: ENTITIES }),
    named('papers_titled', { pattern, limit: PAPERS }),
    named('authors_named', { words: plain, limit: AUTHORS }),
  ])
  return [
    ...records(entities).map((row) => seed(row.id, row.name, String(row.label), `named ${row.mentions} times`)),
    ...records(papers).map((row) => seed(row.paper_id, row.title, 'Paper', String(row.published).slice(0, 4))),
    ...records(authors).map((row) => seed(row.id, row.name, 'Author', `${row.papers} papers`)),
  ]
}

function seed(id: unknown, name: unknown, label: string, more: string): Seed {
  return { id: String(id), name: String(name), label, more }
}

/** Does a text read like a question, not like a name? */
export function asksSomething(text: string): boolean {
  return /\?\s*$/.test(text) || /^(what|which|who|how|why|when|where|is|are|does|do|has|have|compare)\b.*\s\S+\s\S+/i.test(text)
}
