/** A picture as GraphML, with the attributes that `kg neighbourhood --format graphml` writes. */

import type { Picture } from './picture'

export function graphml({ nodes, edges }: Picture): string {
  const keys = new Map<string, string>()
  const body: string[] = []
  for (const { id, label, name, properties } of nodes.values()) {
    body.push(`  <node id="${escaped(id)}">${data(keys, 'node', { ...properties, label, name })}</node>`)
  }
  for (const { id, type, from, to, properties } of edges.values()) {
    const ends = `id="${escaped(id)}" source="${escaped(from)}" target="${escaped(to)}"`
    body.push(`  <edge ${ends}>${data(keys, 'edge', { ...properties, type })}</edge>`)
  }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...keys.values(),
    ' <graph edgedefault="directed">',
    ...body,
    ' </graph>',
    '</graphml>',
    '',
  ].join('\n')
}

/** The data elements of a node or an edge; each attribute is declared once, by the type of its first value. */
function data(keys: Map<string, string>, owner: 'node' | 'edge', properties: Record<string, unknown>): string {
  let text = ''
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || name === 'id') continue
    const key = `${owner}-${name}`
    const type = typeof value === 'number' ? 'double' : typeof value === 'boolean' ? 'boolean' : 'string'
    if (!keys.has(key)) keys.set(key, ` <key id="${escaped(key)}" for="${owner}" attr.name="${escaped(name)}" attr.type="${type}"/>`)
    text += `<data key="${escaped(key)}">${escaped(Array.isArray(value) ? value.join('; ') : String(value))}</data>`
  }
  return text
}

function escaped(text: string): string {
  const printable = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
  return printable.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
