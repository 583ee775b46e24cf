/** What the panel beside an answer shows: the evidence of a citation, or the rows of a query. */

import { createContext } from 'svelte'

import type { Answer, Query, Statement } from './types'

export type Shown = { statement: Statement; source: number } | { query: Query; statement?: Statement }

export class Panel {
  shown = $state.raw<Shown | null>(null)
  #opener: HTMLElement | null = null

  constructor(readonly answer: Answer) {}

  cite(statement: Statement, source: number, opener?: HTMLElement): void {
    this.#open({ statement, source }, opener)
  }

  /** Show the rows of a query by its id in the answer; those that a statement names are marked. */
  rows(id: string, opener?: HTMLElement, statement?: Statement): void {
    const query = this.answer.provenance.queries.find((one) => one.id === id)
    if (query) this.#open({ query, statement }, opener)
  }

  /** Is this what the panel shows now? */
  shows(statement: Statement, source: number | null): boolean {
    if (!this.shown) return false
    if ('query' in this.shown) return source === null && this.shown.query.id === statement.query
    return this.shown.statement.id === statement.id && this.shown.source === source
  }

  close(): void {
    this.shown = null
    this.#opener?.focus({ preventScroll: true })
    this.#opener = null
  }

  #open(shown: Shown, opener?: HTMLElement): void {
    this.shown = shown
    if (opener) this.#opener = opener
  }
}

export const [getPanel, setPanel] = createContext<Panel>()
