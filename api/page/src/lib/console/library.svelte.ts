/** Queries kept on this device: those that were run, newest first, and those saved under a name. */

import { read, write } from '../storage'

export interface Kept {
  name: string
  query: string
  parameters: Record<string, string>
}

const MOST = 50

class Library {
  past = $state<Kept[]>(stored('queries-run'))
  saved = $state<Kept[]>(stored('queries-saved'))

  ran(query: string, parameters: Record<string, string>): void {
    const others = this.past.filter((kept) => kept.query !== query)
    this.past = [{ name: '', query, parameters }, ...others].slice(0, MOST)
    write('queries-run', JSON.stringify(this.past))
  }

  save(...added: Kept[]): void {
    const names = new Set(added.map((kept) => kept.name))
    this.saved = [...added, ...this.saved.filter((kept) => !names.has(kept.name))].sort((a, b) => a.name.localeCompare(b.name))
    write('queries-saved', JSON.stringify(this.saved))
  }

  remove(name: string): void {
    this.saved = this.saved.filter((kept) => kept.name !== name)
    write('queries-saved', JSON.stringify(this.saved))
  }

  forget(): void {
    this.past = []
    write('queries-run', null)
  }
}

function stored(key: string): Kept[] {
  try {
    return kept(JSON.parse(read(key) ?? '[]'))
  } catch {
    return []
  }
}

/** The queries of a list from a file or from this device; what is no query is left out. */
export function kept(list: unknown): Kept[] {
  if (!Array.isArray(list)) return []
  return list
    .filter((entry): entry is Kept => typeof entry?.query === 'string')
    .map(({ name, query, parameters }) => ({ name: String(name ?? query.slice(0, 40)), query, parameters: texts(parameters) }))
}

function texts(parameters: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters ?? {}).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]))
}

export const library = new Library()
