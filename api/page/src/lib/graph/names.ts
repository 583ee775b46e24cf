/** Names of nodes as the canvas draws them: none over another, none beyond the drawing's edge. */

import type { NodeHoverDrawingFunction, NodeLabelDrawingFunction } from 'sigma/rendering'

export const PALETTE = ['--ink', '--soft', '--line', '--edge', '--paper', '--raised', '--accent'] as const
export type Colours = Record<(typeof PALETTE)[number], string>

export class Names {
  /** Where names stand in the frame that is drawn. */
  readonly #taken = new Map<string, { x: number; y: number; width: number }>()

  constructor(
    readonly container: HTMLElement,
    readonly colour: (name: keyof Colours) => string,
  ) {}

  /** A new frame begins. */
  begin(): void {
    this.#taken.clear()
  }

  /** A name with a rim of the background's colour, so that it can be read over lines and other nodes. */
  label: NodeLabelDrawingFunction = (context, data, { labelSize, labelFont }) => {
    if (!data.label) return
    context.font = `500 ${labelSize}px ${labelFont}`
    context.lineJoin = 'round'
    context.lineWidth = 3.5
    context.strokeStyle = this.colour('--raised')
    context.fillStyle = String((data as { labelColour?: string }).labelColour ?? this.colour('--ink'))
    const width = context.measureText(data.label).width
    const left = this.#leftOf(data.x, data.size + 4, width)
    if (this.#covered(String((data as { key?: string }).key), left, data.y, width, labelSize)) return
    const y = data.y + labelSize * 0.34
    context.strokeText(data.label, left, y)
    context.fillText(data.label, left, y)
  }

  /** Where a name begins: at the right of its node, or at the left where only there it has room. */
  #leftOf(x: number, away: number, width: number): number {
    const [right, left] = [x + away, x - away - width]
    return right + width > this.container.clientWidth && left > 0 ? left : right
  }

  /** Does another name stand where this node's would? Else its place is taken; a frame may be drawn twice, as for a file. */
  #covered(node: string, x: number, y: number, width: number, height: number): boolean {
    for (const [other, name] of this.#taken) {
      if (other !== node && x < name.x + name.width && name.x < x + width && Math.abs(y - name.y) < height) return true
    }
    this.#taken.set(node, { x, y, width })
    return false
  }

  hover: NodeHoverDrawingFunction = (context, data, { labelSize, labelFont }) => {
    const { x, y, size } = data
    context.beginPath()
    context.arc(x, y, size + 4, 0, Math.PI * 2)
    context.lineWidth = 2.5
    context.strokeStyle = this.colour('--accent')
    context.stroke()
    if (!data.label) return
    context.font = `600 ${labelSize}px ${labelFont}`
    const width = context.measureText(data.label).width
    context.fillStyle = this.colour('--raised')
    context.strokeStyle = this.colour('--edge')
    context.lineWidth = 1
    const left = this.#leftOf(x, size + 7, width + 12)
    context.beginPath()
    context.roundRect(left, y - labelSize * 0.9, width + 12, labelSize * 1.8, 4)
    context.fill()
    context.stroke()
    context.fillStyle = this.colour('--ink')
    context.fillText(data.label, left + 6, y + labelSize * 0.33)
  }
}

/** A computed colour as sigma takes it. */
export function hex(rgb: string): string {
  const parts = rgb.match(/[\d.]+/g) ?? []
  return `#${parts.slice(0, 3).map((part) => Math.round(Number(part)).toString(16).padStart(2, '0')).join('')}`
}

/** A name cut to so many characters. */
export function short(name: string, most: number): string {
  return name.length > most ? `${name.slice(0, most - 1).trimEnd()}…` : name
}
