/** A WebGL program that draws each type of node in a shape of its own, as the list's glyphs have it. */

import { NodeProgram } from 'sigma/rendering'
import type { NodeDisplayData, RenderParams } from 'sigma/types'
import { floatColor } from 'sigma/utils'

export const SHAPES: Record<string, number> = {
  Method: 0,
  Dataset: 1,
  Task: 2,
  Domain: 3,
  Model: 4,
  Paper: 5,
  Term: 6,
  Metric: 7,
  Passage: 8,
  Author: 9,
  Category: 10,
}

const VERTEX = /* glsl */ `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_position;
attribute float a_size;
attribute float a_shape;
uniform float u_sizeRatio;
uniform float u_pixelRatio;
uniform mat3 u_matrix;
varying vec4 v_color;
varying float v_shape;
varying float v_blur;
const float bias = 255.0 / 254.0;

void main() {
  gl_Position = vec4((u_matrix * vec3(a_position, 1)).xy, 0, 1);
  gl_PointSize = a_size / u_sizeRatio * u_pixelRatio * 2.0;
  v_blur = 1.5 / gl_PointSize;
  v_shape = a_shape;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
}`

// Signed distances to each shape's edge, below 0 within it; the point's half width is 1.
const FRAGMENT = /* glsl */ `
precision mediump float;
varying vec4 v_color;
varying float v_shape;
varying float v_blur;

float box(vec2 p, vec2 half_size) {
  vec2 away = abs(p) - half_size;
  return max(away.x, away.y);
}

float edge(vec2 p) {
  if (v_shape < 0.5) return length(p) - 0.82;
  if (v_shape < 1.5) return box(p, vec2(0.74));
  if (v_shape < 2.5) return max(abs(p.x) * 0.87 - p.y * 0.5, p.y) - 0.6 + 0.15 * step(0.0, p.y);
  if (v_shape < 3.5) return (abs(p.x) + abs(p.y) - 0.98) * 0.71;
  if (v_shape < 4.5) return max(abs(p.x) * 0.87 + abs(p.y) * 0.5, abs(p.y)) - 0.8;
  if (v_shape < 5.5) return max(box(p, vec2(0.66, 0.86)), (p.x - p.y - 1.1) * 0.71);
  if (v_shape < 6.5) return min(box(p, vec2(0.85, 0.28)), box(p, vec2(0.28, 0.85)));
  if (v_shape < 7.5) return min(box(p - vec2(-0.6, 0.35), vec2(0.2, 0.5)), min(box(p - vec2(0.0, 0.0), vec2(0.2, 0.85)), box(p - vec2(0.6, 0.2), vec2(0.2, 0.65))));
  if (v_shape < 8.5) return min(box(p - vec2(0.0, 0.45), vec2(0.85, 0.22)), box(p + vec2(0.0, 0.45), vec2(0.85, 0.22)));
  if (v_shape < 9.5) return abs(length(p) - 0.62) - 0.22;
  if (v_shape < 10.5) return max(box(p, vec2(0.8, 0.66)), (p.x + abs(p.y) - 0.9) * 0.71);
  return length(p) - 0.6;
}

void main(void) {
  vec2 p = (gl_PointCoord - vec2(0.5)) * 2.0;
  #ifdef PICKING_MODE
  gl_FragColor = length(p) < 1.0 ? v_color : vec4(0.0);
  #else
  gl_FragColor = mix(v_color, vec4(0.0), smoothstep(-v_blur, v_blur, edge(p)));
  #endif
}`

const UNIFORMS = ['u_sizeRatio', 'u_pixelRatio', 'u_matrix'] as const

export class ShapeProgram extends NodeProgram<(typeof UNIFORMS)[number]> {
  getDefinition() {
    const { FLOAT, UNSIGNED_BYTE, POINTS } = WebGLRenderingContext
    return {
      VERTICES: 1,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: POINTS as 0,
      UNIFORMS,
      ATTRIBUTES: [
        { name: 'a_position', size: 2, type: FLOAT },
        { name: 'a_size', size: 1, type: FLOAT },
        { name: 'a_color', size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: 'a_id', size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: 'a_shape', size: 1, type: FLOAT },
      ],
    }
  }

  processVisibleItem(index: number, start: number, data: NodeDisplayData): void {
    this.array.set([data.x, data.y, data.size, floatColor(data.color), index, SHAPES[(data as { kind?: string }).kind ?? ''] ?? 11], start)
  }

  setUniforms({ sizeRatio, pixelRatio, matrix }: RenderParams, { gl, uniformLocations }: Parameters<NodeProgram['setUniforms']>[1]): void {
    const places = uniformLocations as Record<string, WebGLUniformLocation>
    gl.uniform1f(places.u_sizeRatio ?? null, sizeRatio)
    gl.uniform1f(places.u_pixelRatio ?? null, pixelRatio)
    gl.uniformMatrix3fv(places.u_matrix ?? null, false, matrix)
  }
}
