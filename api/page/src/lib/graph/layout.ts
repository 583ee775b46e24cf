/** Asks the layout worker for places; what is already drawn stays where it is. */

import type { Picture } from './picture'
import LayoutWorker from './layout.worker?worker'

export type Places = Record<string, { x: number; y: number }>

export interface Wanted {
  nodes: { id: string; x: number; y: number; fixed: boolean }[]
  edges: [string, string][]
  rounds: number
}

const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5))
const APART = 10

/** Places for all nodes: the known ones stay, new ones start near a neighbour that has a place. */
export async function places(picture: Picture, known: ReadonlyMap<string, { x: number; y: number }>, still: (id: string) => boolean): Promise<Places> {
  const start = started(picture, known)
  const wanted: Wanted = {
    nodes: [...start].map(([id, place]) => ({ id, ...place, fixed: known.has(id) && still(id) })),
    edges: [...picture.edges.values()].map(({ from, to }) => [from, to]),
    rounds: start.size > 1500 ? 60 : start.size > 400 ? 150 : 400,
  }
  if (wanted.nodes.every((node) => node.fixed) || start.size < 2) return Object.fromEntries(start)
  return computed(wanted)
}

function computed(wanted: Wanted): Promise<Places> {
  const worker = new LayoutWorker()
  return new Promise<Places>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Places>) => resolve(data)
    worker.onerror = () => reject(new Error('The picture can’t be arranged in this browser.'))
    worker.postMessage(wanted)
  }).finally(() => worker.terminate())
}

function started({ nodes, edges }: Picture, known: ReadonlyMap<string, { x: number; y: number }>): Map<string, { x: number; y: number }> {
  const start = new Map<string, { x: number; y: number }>()
  for (const id of nodes.keys()) {
    const place = known.get(id)
    if (place) start.set(id, place)
  }
  const beside = new Map<string, string>()
  for (const { from, to } of edges.values()) {
    if (start.has(from)) beside.set(to, from)
    if (start.has(to)) beside.set(from, to)
  }
  let turn = 0
  for (const id of nodes.keys()) {
    if (start.has(id)) continue
    turn += 1
    const center = start.get(beside.get(id) ?? '') ?? { x: 0, y: 0 }
    const away = APART * (1 + Math.sqrt(turn))
    start.set(id, { x: center.x + away * Math.cos(turn * GOLDEN_ANGLE), y: center.y + away * Math.sin(turn * GOLDEN_ANGLE) })
  }
  return start
}

interface Point {
  x: number
  y: number
}

/** Where a camera stands and how far it is from points of a view, so that they fill three fifths of it. */
export function frame(points: Point[], { width, height }: { width: number; height: number }): { middle: Point; ratio: number } {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)]
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const ratio = Math.max((right - left) / (width * 0.6), (bottom - top) / (height * 0.6), 0.25)
  return { middle: { x: (left + right) / 2, y: (top + bottom) / 2 }, ratio }
}
