/** A Cypher text cut into tokens: its parameters, and the labels and types in it that the graph lacks. */

import type { GraphSchema } from '../types'

export interface Token {
  kind: 'space' | 'comment' | 'string' | 'parameter' | 'name' | 'number' | 'word' | 'mark'
  text: string
  start: number
}

const TOKEN =
  /(?<space>\s+)|(?<comment>\/\/[^\n]*|\/\*[\s\S]*?\*\/)|(?<string>'(?:\\.|[^'\\])*'?|"(?:\\.|[^"\\])*"?)|(?<parameter>\$(?:\w+|`[^`]+`))|(?<name>`(?:``|[^`])*`?)|(?<number>\d[\w.]*)|(?<word>[\p{L}_][\p{L}\p{N}_]*)|(?<mark>[^])/gu

export function tokens(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map((match) => {
    const kind = Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined)?.[0] as Token['kind']
    return { kind, text: match[0], start: match.index }
  })
}

/** The names of the parameters, in their order. */
export function parametersOf(text: string): string[] {
  const names = tokens(text).filter((token) => token.kind === 'parameter')
  return [...new Set(names.map((token) => token.text.slice(1).replaceAll('`', '')))]
}

export interface Odd {
  start: number
  end: number
  message: string
}

/** What stands after a colon and is no label or type of the schema: the rule of `kg/unknown_names.py`. */
export function unknownNames(text: string, { labels, relationship_types }: GraphSchema): Odd[] {
  const types = relationship_types.map((type) => type.name)
  const either = [...labels.map((label) => label.name), ...types]
  return namedIn(text).flatMap(({ token, inRelationship }) => {
    const name = token.text.replace(/^`|`$/g, '').replaceAll('``', '`')
    const known = inRelationship ? types : either
    if (!name || known.includes(name)) return []
    const near = known.find((other) => other.toLowerCase() === name.toLowerCase())
    const what = inRelationship ? 'relationship type' : 'label'
    const message = `There is no ${what} ${name}${near ? `: it is ${near}` : ''}. It matches nothing.`
    return [{ start: token.start, end: token.start + token.text.length, message }]
  })
}

function namedIn(text: string): { token: Token; inRelationship: boolean }[] {
  const all = tokens(text).filter((token) => token.kind !== 'space' && token.kind !== 'comment')
  const at = (place: number): string => all[place]?.text ?? ''
  const brackets: string[] = []
  const named: { token: Token; inRelationship: boolean }[] = []
  let waiting = false
  all.forEach((token, place) => {
    const inner = brackets.at(-1)
    if (waiting && (token.kind === 'word' || token.kind === 'name')) {
      named.push({ token, inRelationship: inner === '-[' })
      waiting = ['|', '&'].includes(at(place + 1))
    } else if (token.text === ':') waiting = inner !== '{:'
    else if (!['|', '&', '!', '('].includes(token.text)) waiting = false
    if (token.kind !== 'mark') return
    if ('([{'.includes(token.text)) brackets.push(opened(token.text, at(place - 1), at(place + 1), at(place + 2)))
    else if (')]}'.includes(token.text)) brackets.pop()
  })
  return named
}

/** A bracket by what it opens: `-[` a relationship, `{:` a map, else as it is. */
function opened(mark: string, before: string, next: string, second: string): string {
  if (mark === '[' && before === '-') return '-['
  if (mark === '{' && next !== '(' && (next === '.' || second === ':')) return '{:'
  return mark
}

/** The labels that a variable is given somewhere in the text: of `(p:Paper)` that of `p`. */
export function labelsOf(text: string, variable: string): string[] {
  const given = new RegExp(`[([]\\s*${variable}\\s*:\\s*([\\w|&:]+)`, 'g')
  return [...text.matchAll(given)].flatMap((match) => (match[1] ?? '').split(/[|&:]/))
}

/** Where a message of the server says that something is wrong: "line 2, column 5: …". */
export function placeIn(text: string, message: string): number | null {
  const match = /line (\d+), column (\d+)/i.exec(message)
  if (!match) return null
  const before = text.split('\n').slice(0, Number(match[1]) - 1)
  return Math.min(before.reduce((sum, line) => sum + line.length + 1, 0) + Number(match[2]) - 1, text.length)
}
