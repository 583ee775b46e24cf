/** The words of Cypher that the editor offers and the formatter writes in capitals. */

export const KEYWORDS = [
  'MATCH', 'OPTIONAL', 'WHERE', 'RETURN', 'WITH', 'UNWIND', 'CALL', 'UNION', 'ALL', 'ORDER', 'BY', 'SKIP', 'LIMIT', 'AS', 'DISTINCT', 'AND', 'OR', 'XOR', 'NOT',
  'IN', 'IS', 'NULL', 'TRUE', 'FALSE', 'STARTS', 'ENDS', 'CONTAINS', 'CASE', 'WHEN', 'THEN', 'ELSE', 'END', 'ASC', 'DESC', 'EXISTS', 'COUNT', 'COLLECT', 'YIELD',
]
export const CLAUSES = ['MATCH', 'OPTIONAL MATCH', 'WHERE', 'RETURN', 'RETURN DISTINCT', 'WITH', 'UNWIND', 'ORDER BY', 'SKIP', 'LIMIT', 'UNION', 'CALL']
export const FUNCTIONS = [
  'count', 'collect', 'sum', 'avg', 'min', 'max', 'size', 'labels', 'type', 'keys', 'properties', 'nodes', 'relationships', 'length', 'startNode', 'endNode', 'coalesce',
  'head', 'last', 'toLower', 'toUpper', 'toString', 'toInteger', 'toFloat', 'trim', 'split', 'replace', 'substring', 'left', 'right', 'abs', 'round', 'range', 'reduce',
  'any', 'all', 'none', 'single', 'shortestPath', 'allShortestPaths',
]
