/** The graph's terms in plain words. */

import type { Coverage, Kind, Way } from './types'

/** A relationship read along its direction, and against it. */
export const RELATIONS: Record<string, [string, string]> = {
  ADDRESSES: ['addresses', 'is addressed by'],
  BENCHMARK_FOR: ['is a benchmark for', 'has the benchmark'],
  CITES: ['cites', 'is cited by'],
  CLAIMS: ['is claimed to differ from', 'is claimed to differ from'],
  COMPARED_WITH: ['is compared with', 'is compared with'],
  COMPARES_WITH: ['compares with', 'is compared against in'],
  EVALUATED_WITH: ['is judged by', 'judges'],
  EVALUATES_ON: ['evaluates on', 'is evaluated on by'],
  HAS_PASSAGE: ['has the passage', 'is a passage of'],
  IN_CATEGORY: ['is in the category', 'has the paper'],
  IN_DOMAIN: ['is in the field', 'is the field of'],
  MENTIONS: ['names', 'is named in'],
  PART_OF: ['is part of', 'has the part'],
  PROPOSES: ['proposes', 'is proposed by'],
  REPORTS: ['reports', 'is reported by'],
  SUBCLASS_OF: ['is a kind of', 'has the kind'],
  SUBTASK_OF: ['is a subtask of', 'has the subtask'],
  SYNONYM_OF: ['means the same as', 'means the same as'],
  TRAINED_WITH: ['is trained with', 'trains'],
  USED_FOR: ['is used for', 'is done with'],
  USES: ['uses', 'is used by'],
  WROTE: ['wrote', 'was written by'],
}

export function relation(type: string, onward = true): string {
  const words = RELATIONS[type]
  if (words) return words[onward ? 0 : 1]
  return type.toLowerCase().replaceAll('_', ' ')
}

/** What a paper's links to entities are called as headings. */
export const PAPER_LINKS: Record<string, string> = {
  PROPOSES: 'Proposes',
  ADDRESSES: 'Addresses',
  USES: 'Uses',
  EVALUATES_ON: 'Evaluates on',
  REPORTS: 'Reports',
  COMPARES_WITH: 'Compares with',
  IN_DOMAIN: 'Fields',
}

/** What a paper does with the entity whose page lists it. */
const DOES: Record<string, string> = {
  ADDRESSES: 'addresses it',
  COMPARES_WITH: 'compares with it',
  EVALUATES_ON: 'evaluates on it',
  IN_DOMAIN: 'is in this field',
  MENTIONS: 'names it',
  PROPOSES: 'proposes it',
  REPORTS: 'reports it',
  USES: 'uses it',
}

export function does(type: string): string {
  return DOES[type] ?? relation(type)
}

/** What a claim says of its subject and its object. */
export const PREDICATES: Record<string, string> = {
  better: 'is better than',
  worse: 'is worse than',
  equal: 'is on a par with',
  faster: 'is faster than',
  slower: 'is slower than',
  needs_less: 'needs less than',
  needs_more: 'needs more than',
  fails_on: 'fails on',
}

/** A claim's condition as it stands within a sentence: "When data are few" is ", when data are few". */
export function condition(text: unknown): string {
  const words = String(text ?? '')
  return words && `, ${words.replace(/^(When|If|For|On|In|At|With|Under|Given|After|Before)\b/, (word) => word.toLowerCase())}`
}

export const KIND_WORDS: Record<Kind, string> = {
  comparison: 'a comparison',
  lookup: 'one subject',
  list: 'a list',
  path: 'a connection',
  trend: 'a change over time',
  count: 'a count',
  gap: 'what is missing',
}

export const COVERAGE_WORDS: Record<Coverage, string> = {
  good: 'well covered',
  thin: 'thinly covered',
  none: 'nothing found',
}

export const WAY_WORDS: Record<Way, string> = {
  link: 'by a link of the graph',
  mention: 'by being named',
  text: 'by its text',
  meaning: 'by its meaning',
}

/** The short names of the ways, for counts. */
export const WAY_SHORT: Record<Way, string> = {
  link: 'by links',
  mention: 'by names',
  text: 'by text',
  meaning: 'by meaning',
}

export const ROLE_WORDS: Record<string, string> = {
  objective: 'aim',
  limitation: 'limit',
}

/** Which text of a paper was read. */
export function origin(text_origin: string): string {
  return text_origin.replaceAll('_', ' ')
}
