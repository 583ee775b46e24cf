/** A Cypher text laid out: a clause a line, keywords in capitals, conditions below their WHERE. */

import { type Token, tokens } from './reading'
import { KEYWORDS } from './words'

const STARTS = new Set(['MATCH', 'OPTIONAL', 'WHERE', 'RETURN', 'WITH', 'UNWIND', 'ORDER', 'SKIP', 'LIMIT', 'UNION', 'CALL'])
const JOINED: Record<string, string[]> = { MATCH: ['OPTIONAL'], WITH: ['STARTS', 'ENDS'] }

export function formatted(text: string): string {
  let written = ''
  let depth = 0
  let before = ''
  const all = tokens(text.trim())
  all.forEach((token, place) => {
    if (token.kind === 'space') {
      written += /\n\s*$/.test(written) ? '' : ' '
      return
    }
    if (token.kind === 'comment') {
      written += token.text.startsWith('//') ? `${token.text}\n` : token.text
      return
    }
    if ('([{'.includes(token.text)) depth += 1
    if (')]}'.includes(token.text)) depth -= 1
    const words = worded(token, all[place - 1])
    written = broken(written, words, depth, before) + words
    if (token.kind === 'word') before = words
  })
  return written.replace(/[ \t]+$/gm, '').trim()
}

/** A keyword in capitals; a name, which may be spelt like one, as it is. */
function worded({ kind, text }: Token, previous: Token | undefined): string {
  const upper = text.toUpperCase()
  const name = kind !== 'word' || previous?.text === '.' || previous?.text === ':' || !KEYWORDS.includes(upper)
  return name || ['COUNT', 'COLLECT', 'ALL', 'EXISTS'].includes(upper) ? text : upper
}

/** What is written so far, with a new line where the next word begins a clause or a condition. */
function broken(written: string, word: string, depth: number, before: string): string {
  if (depth || !written) return written
  const begins = STARTS.has(word) && !JOINED[word]?.includes(before)
  const condition = word === 'AND' || word === 'OR'
  if (!begins && !condition) return written
  return `${written.trimEnd()}\n${condition ? '  ' : ''}`
}
