/** Places of nodes by forces (ForceAtlas2), computed off the page's own thread. */

import Graph from 'graphology'
import forceAtlas2 from 'graphology-layout-forceatlas2'

import type { Places, Wanted } from './layout'

onmessage = ({ data }: MessageEvent<Wanted>): void => {
  const graph = new Graph({ multi: true })
  for (const node of data.nodes) graph.addNode(node.id, { ...node })
  for (const [from, to] of data.edges) graph.addEdge(from, to)
  const settings = { ...forceAtlas2.inferSettings(graph), gravity: 0.6, scalingRatio: 14, slowDown: 4, adjustSizes: false }
  const places: Places = forceAtlas2(graph, { iterations: data.rounds, settings })
  postMessage(places)
}
