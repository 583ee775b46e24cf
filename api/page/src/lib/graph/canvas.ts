/** A picture on a canvas: drawn by sigma, coloured by the page's tokens, arranged by the layout worker. */

import Graph from 'graphology'
import Sigma from 'sigma'
import { EdgeArrowProgram } from 'sigma/rendering'
import type { EdgeDisplayData, NodeDisplayData } from 'sigma/types'
import { animateNodes } from 'sigma/utils'

import { relation } from '../words'
import { frame, places } from './layout'
import { type Colours, hex, Names, PALETTE, short } from './names'
import { neighboursOf, type Picture } from './picture'
import { ShapeProgram } from './shapes'

export interface Shown {
  picture: Picture
  selected: ReadonlySet<string>
  /** The relationships that are selected: what they join is lit alone. */
  edges: ReadonlySet<string>
  pinned: ReadonlySet<string>
}

export interface Handlers {
  pick: (id: string, more: boolean) => void
  pickEdge: (id: string) => void
  leave: () => void
}

export class Canvas {
  readonly #graph = new Graph({ multi: true })
  readonly #sigma: Sigma
  #shown: Shown = { picture: { nodes: new Map(), edges: new Map() }, selected: new Set(), edges: new Set(), pinned: new Set() }
  #colours: Colours
  #ofLabel = new Map<string, string>()
  #near = new Set<string>()
  #joined = new Set<string>()
  #hovered = ''
  #moving = ''
  #drawing = 0
  #drawn = 0
  #framing = false // until what is selected is drawn
  readonly #names: Names

  constructor(
    readonly container: HTMLElement,
    handlers: Handlers,
  ) {
    this.#colours = this.#palette()
    this.#names = new Names(container, (name) => this.#colours[name])
    this.#sigma = new Sigma(this.#graph, container, {
      defaultNodeType: 'shape',
      nodeProgramClasses: { shape: ShapeProgram },
      edgeProgramClasses: { arrow: EdgeArrowProgram },
      defaultEdgeType: 'arrow',
      enableEdgeEvents: true,
      renderEdgeLabels: true,
      zIndex: true,
      labelFont: getComputedStyle(container).fontFamily,
      labelSize: 12.5,
      labelDensity: 0.7,
      labelRenderedSizeThreshold: 5,
      edgeLabelSize: 11,
      edgeLabelFont: getComputedStyle(container).fontFamily,
      stagePadding: 40,
      labelGridCellSize: 120,
      minEdgeThickness: 1.4,
      minCameraRatio: 0.05,
      maxCameraRatio: 4,
      allowInvalidContainer: true,
      labelColor: { attribute: 'labelColour', color: this.#colours['--ink'] },
      edgeLabelColor: { color: this.#colours['--ink'] },
      nodeReducer: (id, data) => this.#node(id, data as Partial<NodeDisplayData>),
      edgeReducer: (id, data) => this.#edge(id, data as Partial<EdgeDisplayData>),
      defaultDrawNodeLabel: (context, data, settings) => this.#names.label(context, data, settings),
      defaultDrawNodeHover: (context, data, settings) => this.#names.hover(context, data, settings),
    })
    this.#listen(handlers)
  }

  /** Show a picture; nodes that are drawn already stay, unless `anew` asks for other places. */
  async show(shown: Shown, anew = false): Promise<void> {
    const other = shown.picture !== this.#shown.picture
    const others = shown.edges !== this.#shown.edges
    this.#shown = shown
    this.#joined = new Set([...shown.edges].flatMap((id) => [shown.picture.edges.get(id)].flatMap((edge) => (edge ? [edge.from, edge.to] : []))))
    this.#near = new Set(shown.edges.size ? [] : [...shown.selected].flatMap((id) => [...neighboursOf(shown.picture, id)]))
    this.#framing ||= others && this.#joined.size > 0 && [...this.#joined].every((id) => shown.selected.has(id))
    if (!other && !anew) {
      this.#sigma.refresh({ skipIndexation: true })
      if (this.#framing && this.#drawn === this.#drawing) this.#frame()
      return
    }
    const [turn, began] = [++this.#drawing, performance.now()]
    const known = new Map(this.#graph.mapNodes((id, { x, y }) => [id, { x: Number(x), y: Number(y) }]))
    const targets = await places(shown.picture, known, (id) => !anew || shown.pinned.has(id))
    if (turn !== this.#drawing) return
    this.#fill(shown.picture, targets)
    if (anew && !still()) animateNodes(this.#graph, targets, { duration: 400 })
    else for (const [id, place] of Object.entries(targets)) this.#graph.mergeNodeAttributes(id, place)
    this.#sigma.setCustomBBox(null)
    this.#sigma.refresh()
    this.#drawn = turn
    if (this.#framing) this.#frame()
    this.container.dataset.drawn = String(Math.round(performance.now() - began))
  }

  #fill({ nodes, edges }: Picture, targets: Record<string, { x: number; y: number }>): void {
    for (const id of this.#graph.edges()) if (!edges.has(id)) this.#graph.dropEdge(id)
    for (const id of this.#graph.nodes()) if (!nodes.has(id)) this.#graph.dropNode(id)
    for (const { id, label, name } of nodes.values()) {
      if (!this.#graph.hasNode(id)) this.#graph.addNode(id, { ...targets[id], kind: label, label: short(name, this.container.clientWidth < 500 ? 20 : 34) })
    }
    for (const { id, type, from, to } of edges.values()) {
      if (!this.#graph.hasEdge(id)) this.#graph.addEdgeWithKey(id, from, to, { words: relation(type), beside: this.#graph.edges(from, to).length > 0 })
    }
    this.#sigma.setSetting('hideEdgesOnMove', nodes.size > 1000)
    const scale = nodes.size > 1000 ? 0.5 : nodes.size > 300 ? 0.7 : 1
    for (const id of nodes.keys()) this.#graph.setNodeAttribute(id, 'size', scale * (5 + Math.min(Math.sqrt(this.#graph.degree(id)) * 1.6, 10)))
  }

  zoom(factor: number): void {
    const camera = this.#sigma.getCamera()
    void camera.animate({ ratio: camera.getBoundedRatio(camera.ratio * factor) }, { duration: still() ? 1 : 200 })
  }

  fit(): void {
    this.#sigma.setCustomBBox(null)
    this.#sigma.refresh()
    void this.#sigma.getCamera().animatedReset({ duration: still() ? 1 : 250 })
  }

  /** Put a node where the next press on the drawing is: what dragging it does, in two presses. */
  moveNext(id: string): void {
    this.#moving = this.#moving === id ? '' : id
    this.container.classList.toggle('aim', Boolean(this.#moving))
  }

  /** Bring a node into view, where it is out of it. */
  reveal(id: string): void {
    const data = this.#sigma.getNodeDisplayData(id)
    if (!data) return
    const { x, y } = this.#sigma.framedGraphToViewport(data)
    const { width, height } = this.#sigma.getDimensions()
    if (x > 20 && y > 20 && x < width - 20 && y < height - 20) return
    void this.#sigma.getCamera().animate({ x: data.x, y: data.y }, { duration: still() ? 1 : 250 })
  }

  /** Bring all that is selected into view, no nearer than it can be read. */
  #frame(): void {
    this.#framing = false
    const cameraState = { x: 0.5, y: 0.5, angle: 0, ratio: 1 }
    const nodes = [...this.#joined].map((id) => this.#sigma.getNodeDisplayData(id)).filter((data) => data !== undefined)
    if (!nodes.length) return
    const { middle, ratio } = frame(nodes.map((data) => this.#sigma.framedGraphToViewport(data, { cameraState })), this.#sigma.getDimensions())
    void this.#sigma.getCamera().animate({ ...this.#sigma.viewportToFramedGraph(middle, { cameraState }), angle: 0, ratio }, { duration: still() ? 1 : 250 })
  }

  /** How much of what is selected and joined is drawn within the view. */
  #lit(): string {
    const { width, height } = this.#sigma.getDimensions()
    const within = [...this.#joined].filter((id) => {
      const data = this.#sigma.getNodeDisplayData(id)
      const { x, y } = data ? this.#sigma.framedGraphToViewport(data) : { x: -1, y: -1 }
      return x > 0 && y > 0 && x < width && y < height
    })
    return `${within.length} nodes, ${[...this.#shown.edges].filter((id) => this.#graph.hasEdge(id)).length} relationships`
  }

  /** Read the tokens again: the theme has changed. */
  recolour(): void {
    this.#colours = this.#palette()
    this.#ofLabel.clear()
    this.#sigma.setSetting('labelColor', { attribute: 'labelColour', color: this.#colours['--ink'] })
    this.#sigma.setSetting('edgeLabelColor', { color: this.#colours['--ink'] })
    this.#sigma.refresh({ skipIndexation: true })
  }

  async png(): Promise<Blob> {
    const { toBlob } = await import('@sigma/export-image')
    this.#names.begin()
    return toBlob(this.#sigma, { backgroundColor: this.#colours['--paper'], fileName: 'graph', format: 'png' })
  }

  close(): void {
    this.#drawing += 1
    this.#sigma.kill()
  }

  #listen({ pick, pickEdge, leave }: Handlers): void {
    let moved = ''
    this.#sigma.on('beforeRender', () => this.#names.begin())
    this.#sigma.on('afterRender', () => (this.container.dataset.lit = this.#lit()))
    this.#sigma.on('clickNode', ({ node, event }) => pick(node, event.original.ctrlKey || event.original.metaKey || event.original.shiftKey))
    this.#sigma.on('clickEdge', ({ edge }) => pickEdge(edge))
    this.#sigma.on('clickStage', ({ event }) => {
      if (!this.#moving) return leave()
      this.#place(this.#moving, event)
      this.moveNext('')
    })
    this.#sigma.on('enterNode', ({ node }) => this.#hoverOver(node))
    this.#sigma.on('leaveNode', () => this.#hoverOver(''))
    this.#sigma.on('downNode', ({ node }) => (moved = node))
    this.#sigma.on('moveBody', ({ event }) => {
      if (!moved) return
      this.#place(moved, event)
      event.preventSigmaDefault()
      event.original.preventDefault()
    })
    this.#sigma.on('upNode', () => (moved = ''))
    this.#sigma.on('upStage', () => (moved = ''))
  }

  #place(id: string, at: { x: number; y: number }): void {
    if (!this.#graph.hasNode(id)) return
    if (!this.#sigma.getCustomBBox()) this.#sigma.setCustomBBox(this.#sigma.getBBox())
    this.#graph.mergeNodeAttributes(id, this.#sigma.viewportToGraph(at))
  }

  #hoverOver(id: string): void {
    this.#hovered = id
    this.container.classList.toggle('over', Boolean(id))
    this.#sigma.refresh({ skipIndexation: true })
  }

  #node(id: string, data: Partial<NodeDisplayData>): Partial<NodeDisplayData> & Record<string, unknown> {
    const { selected, pinned } = this.#shown
    const chosen = selected.has(id)
    const lit = chosen || this.#near.has(id) || id === this.#hovered || this.#joined.has(id)
    const dim = !lit && (selected.size > 0 || this.#joined.size > 0)
    return {
      ...data,
      color: dim ? this.#colours['--line'] : this.#colourOf(String((data as { kind?: string }).kind)),
      labelColour: dim ? this.#colours['--soft'] : this.#colours['--ink'],
      label: dim ? '' : `${data.label ?? ''}${pinned.has(id) ? ' ·' : ''}`,
      forceLabel: chosen || (lit && this.#near.size < 40),
      highlighted: chosen,
      size: (data.size ?? 6) * (chosen ? 1.25 : 1),
      zIndex: chosen ? 2 : lit ? 1 : 0,
    }
  }

  #edge(id: string, data: Partial<EdgeDisplayData>): Partial<EdgeDisplayData> {
    const { selected, edges } = this.#shown
    const [from, to] = this.#graph.extremities(id)
    const near = (!edges.size && (selected.has(from) || selected.has(to))) || this.#hovered === from || this.#hovered === to
    const chosen = edges.has(id)
    const busy = selected.size > 0 || edges.size > 0
    const { words = '', beside = false } = data as { words?: string; beside?: boolean }
    const named = chosen || (near && !beside && this.#near.size <= 12)
    return {
      ...data,
      color: chosen ? this.#colours['--accent'] : near ? this.#colours['--soft'] : busy ? this.#colours['--line'] : this.#colours['--edge'],
      size: chosen ? 3.5 : near ? 2.2 : 1.4,
      label: named ? words : '',
      forceLabel: named,
      zIndex: chosen ? 2 : near ? 1 : 0,
    }
  }

  #colourOf(label: string): string {
    const known = this.#ofLabel.get(label)
    if (known) return known
    const colour = this.#resolved([`--of-${label.toLowerCase()}`])[0] ?? this.#colours['--soft']
    this.#ofLabel.set(label, colour)
    return colour
  }

  #palette(): Colours {
    const colours = this.#resolved([...PALETTE])
    return Object.fromEntries(PALETTE.map((name, place) => [name, colours[place] ?? '#888'])) as Colours
  }

  /** What the tokens are in the theme of now. */
  #resolved(names: string[]): string[] {
    const probe = document.createElement('span')
    this.container.append(probe)
    const colours = names.map((name) => {
      probe.style.color = `var(${name}, var(--soft))`
      return hex(getComputedStyle(probe).color)
    })
    probe.remove()
    return colours
  }
}

/** True where the reader wants no motion. */
function still(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches
}

/** Can this browser draw the picture? */
export function canDraw(): boolean {
  try {
    const context = document.createElement('canvas').getContext('webgl2')
    context?.getExtension('WEBGL_lose_context')?.loseContext()
    return Boolean(context)
  } catch {
    return false
  }
}
