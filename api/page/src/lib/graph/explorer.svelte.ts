/** The state of an exploration: its steps stand in the address; what is selected, and what filters leave out, here. */

import { named } from '../api'
import { counted } from '../reading'
import { address } from '../router.svelte'
import { relation } from '../words'
import { filtered } from './picture'
import { type Direction, FEW, fromAddress, MOST, OWN_TEXT, type Path, type Replayed, replay, type Step, toAddress } from './steps'

export class Explorer {
  readonly wanted = $derived(fromAddress(address.url))
  replayed = $state.raw<Replayed | null>(null)
  busy = $state(false)
  selected = $state.raw<ReadonlySet<string>>(new Set())
  edge = $state('')
  /** Is the path of the picture what is shown of it? */
  onPath = $state(false)
  /** The node from which a path is to be found, until the other end is picked. */
  pathFrom = $state('')
  labelsOff = $state.raw<ReadonlySet<string>>(new Set())
  typesOff = $state.raw<ReadonlySet<string>>(new Set())
  undone = $state.raw<Step[]>([])
  said = $state('')
  #turn = 0

  readonly picture = $derived(this.replayed && filtered(this.replayed, this.labelsOff, this.typesOff))
  readonly path = $derived(this.onPath ? (this.replayed?.path ?? null) : null)
  readonly edges: ReadonlySet<string> = $derived(new Set(this.path ? this.path.edges.map(({ id }) => id) : this.edge ? [this.edge] : []))

  /** Make the picture of the address. */
  async load(): Promise<void> {
    const turn = ++this.#turn
    this.busy = true
    const replayed = await replay(this.wanted)
    if (turn !== this.#turn) return
    const before = this.replayed?.nodes.size ?? 0
    this.replayed = replayed
    this.busy = false
    this.selected = new Set([...this.selected].filter((id) => replayed.nodes.has(id)))
    if (!replayed.edges.has(this.edge)) this.edge = ''
    const change = replayed.nodes.size - before
    this.said = `${replayed.nodes.size} nodes and ${replayed.edges.size} relationships${change && before ? ` (${change > 0 ? '+' : '−'}${Math.abs(change)} nodes)` : ''}.`
    if (this.wanted.steps.at(-1)?.kind === 'path') this.showPath()
    else this.onPath &&= replayed.path !== null
  }

  /** Select the path's nodes and relationships alone, whatever filters left out. */
  showPath(): void {
    const path = this.replayed?.path
    this.onPath = Boolean(path)
    if (!path) return
    this.edge = ''
    this.labelsOff = new Set([...this.labelsOff].filter((label) => !path.nodes.some((node) => node.label === label)))
    this.typesOff = new Set([...this.typesOff].filter((type) => !path.edges.some((edge) => edge.type === type)))
    if (path.nodes.length) this.selected = new Set(path.nodes.map(({ id }) => id))
    this.said += ` ${ofPath(path)}`
  }

  take(...steps: Step[]): void {
    this.undone = []
    this.#go([...this.wanted.steps, ...steps])
  }

  undo(): void {
    const last = this.wanted.steps.at(-1)
    if (!last) return
    this.undone = [...this.undone, last]
    this.#go(this.wanted.steps.slice(0, -1))
  }

  redo(): void {
    const next = this.undone.at(-1)
    if (!next) return
    this.undone = this.undone.slice(0, -1)
    this.#go([...this.wanted.steps, next])
  }

  expand(id: string, type: string, direction: Direction, limit: number): void {
    this.take({ kind: 'expand', id, type, direction, limit })
  }

  /** Take back what was brought in around a node. */
  collapse(id: string): void {
    this.#go(this.wanted.steps.filter((step) => step.kind !== 'expand' || step.id !== id))
  }

  hide(ids: Iterable<string>): void {
    this.take(...[...ids].map((text): Step => ({ kind: 'hide', text })))
  }

  unhide(id: string): void {
    this.#go(this.wanted.steps.filter((step) => step.kind !== 'hide' || step.text !== id))
  }

  pin(ids: Iterable<string>): void {
    this.take(...[...ids].map((text): Step => ({ kind: 'pin', text })))
  }

  findPath(from: string, to: string): void {
    this.pathFrom = ''
    this.take({ kind: 'path', from, to })
  }

  allowMore(): void {
    this.#go(this.wanted.steps, MOST)
  }

  clear(): void {
    this.undone = []
    this.selected = new Set()
    this.#go([], FEW)
  }

  pick(id: string, more = false): void {
    this.edge = ''
    this.onPath = false
    if (this.pathFrom && this.pathFrom !== id) {
      this.findPath(this.pathFrom, id)
      this.selected = new Set([id])
      return
    }
    if (!more) this.selected = new Set([id])
    else if (this.selected.has(id)) this.selected = new Set([...this.selected].filter((known) => known !== id))
    else this.selected = new Set([...this.selected, id])
  }

  pickEdge(id: string): void {
    this.onPath = false
    this.edge = id
  }

  leave(): void {
    this.onPath = false
    this.selected = new Set()
    this.edge = ''
    this.pathFrom = ''
  }

  toggle(kind: 'labelsOff' | 'typesOff', name: string): void {
    const off = new Set(this[kind])
    if (!off.delete(name)) off.add(name)
    this[kind] = off
  }

  #go(steps: Step[], most: number = this.wanted.most): void {
    address.go(toAddress({ steps, most }), true)
  }
}

/** Whether there is a path, as a sentence. */
export function ofPath({ from, to, edges }: Path): string {
  if (!edges.length) return `No path of six links or fewer leads from ${from} to ${to}.`
  return `A path of ${counted(edges.length, 'link')} leads from ${from} to ${to}.`
}

export interface Around {
  type: string
  direction: Direction
  count: number
}

/** What is around a node, counted before any of it is fetched. */
export async function around(id: string): Promise<Around[]> {
  const { rows } = await named('neighbour_counts', { id })
  const all: Around[] = []
  for (const [type, direction, count] of rows as [string, Direction, number][]) {
    const same = all.find((known) => known.type === type && eitherWay(type))
    if (same) same.count += count
    else all.push({ type, direction: eitherWay(type) ? 'both' : direction, count })
  }
  return all.sort((a, b) => Number(ownText(a)) - Number(ownText(b)) || b.count - a.count)
}

/** Is the relationship read alike from both ends? */
function eitherWay(type: string): boolean {
  return relation(type, true) === relation(type, false)
}

function ownText({ type }: Around): boolean {
  return OWN_TEXT.includes(type)
}
