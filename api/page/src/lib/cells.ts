/** Cells of rows as text and as links. */

import { pathOf } from './router.svelte'
import type { GraphNode } from './types'

function node(value: unknown): GraphNode | null {
  return value && typeof value === 'object' && 'labels' in value && 'properties' in value ? (value as GraphNode) : null
}

function text(value: unknown): string {
  if (value === null || value === undefined) return '–'
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)))
  if (Array.isArray(value)) return value.map(shownAs).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

// The id of an entity of any type; ids of papers have dots or slashes.
const ENTITY = /^[a-z]+:[\p{L}\p{N}-]+$/u

/** The page of what a cell names; null where it names nothing that has a page. */
export function hrefOf(column: string, value: unknown): string | null {
  const known = node(value)
  if (known) return known.labels.includes('Paper') ? pathOf('papers', known.id) : known.labels.includes('Entity') ? pathOf('entities', known.id) : null
  if (typeof value !== 'string') return null
  if (column === 'paper_id' || column === 'archive_id') return pathOf('papers', value)
  return ENTITY.test(value) ? pathOf('entities', value) : null
}

/** A cell as a reader sees it: a node by its name, a relationship by its type. */
export function shownAs(value: unknown): string {
  const known = node(value)
  if (known) return text(known.properties.name ?? known.properties.title ?? known.id)
  if (value && typeof value === 'object' && 'type' in value && 'from' in value && 'to' in value) return `${value.from} -${value.type}-> ${value.to}`
  return text(value)
}

/** A name in small letters, as a pattern that means just it. */
function literal(name: string): string {
  return name.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** A value that was typed: JSON where it is some, else text. */
export function valueOf(words: string): unknown {
  try {
    return JSON.parse(words)
  } catch {
    return words
  }
}

/**
 * Which of these names a text holds as whole words: only those with their count behind them, "BLEU (4)", where some have
 * one. A longer name takes its words from shorter ones.
 */
export function namedIn(text: string, names: string[]): Set<string> {
  let rest = text.toLowerCase()
  const after = names.some((name) => new RegExp(`${literal(name)} \\(\\d`, 'u').test(rest)) ? ' \\(\\d' : '(?![\\p{L}\\p{N}])'
  const held = new Set<string>()
  for (const name of names.toSorted((a, b) => b.length - a.length)) {
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${literal(name)}${after}`, 'gu')
    if (!name || !pattern.test(rest)) continue
    held.add(name)
    rest = rest.replaceAll(pattern, '…')
  }
  return held
}
