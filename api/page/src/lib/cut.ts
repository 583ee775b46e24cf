/** Texts cut at places that are counted in characters, as Python counts them, not in UTF-16 units. */

export interface Place<T> {
  start: number
  end: number
  what: T
}

export interface Cut<T> {
  text: string
  what: T | null
}

/** The text in pieces; of places that overlap the earlier and longer one is kept. */
export function cut<T>(text: string, places: Place<T>[]): Cut<T>[] {
  const letters = Array.from(text)
  const found: Cut<T>[] = []
  let at = 0
  for (const { start, end, what } of places.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < at || end <= start || end > letters.length) continue
    if (start > at) found.push({ text: letters.slice(at, start).join(''), what: null })
    found.push({ text: letters.slice(start, end).join(''), what })
    at = end
  }
  if (at < letters.length) found.push({ text: letters.slice(at).join(''), what: null })
  return found
}

export function part(text: string, start: number, end: number): string {
  return Array.from(text).slice(start, end).join('')
}
