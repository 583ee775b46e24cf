/**
 * The editor of the console. It lives in a shadow root, because its styles come as constructed sheets there; in the
 * page itself they would be style elements, which the page's policy forbids.
 */

import { autocompletion, type Completion, type CompletionContext, type CompletionResult, closeBrackets, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { bracketMatching, HighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language'
import { cypher } from '@codemirror/legacy-modes/mode/cypher'
import { type Diagnostic, linter } from '@codemirror/lint'
import { EditorState, StateEffect } from '@codemirror/state'
import { drawSelection, EditorView, keymap, placeholder } from '@codemirror/view'
import { tags } from '@lezer/highlight'

import type { GraphSchema } from '../types'
import { labelsOf, placeIn, tokens, unknownNames } from './reading'
import { CLAUSES, FUNCTIONS } from './words'

const look = EditorView.theme({
  '&': { backgroundColor: 'var(--raised)', borderRadius: 'var(--radius)', color: 'var(--ink)', fontSize: 'var(--t-ui)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.6', maxHeight: '22rem', minHeight: '8.5rem', overflow: 'auto' },
  '.cm-content': { caretColor: 'var(--ink)', padding: '0.75rem' },
  '.cm-line': { padding: '0' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-placeholder': { color: 'var(--soft)' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': { background: 'var(--accent-wash)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--mark)' },
  '.cm-tooltip': { background: 'var(--raised)', border: '1px solid var(--line)', borderRadius: 'var(--radius)', boxShadow: 'var(--shadow)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', fontSize: 'var(--t-small)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { minHeight: '1.5rem', padding: '0.125rem 0.5rem' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: 'var(--accent)', color: 'var(--on-accent)' },
  '.cm-completionDetail': { color: 'var(--soft)', fontStyle: 'normal' },
  'li[aria-selected] .cm-completionDetail': { color: 'inherit' },
  '.cm-completionMatchedText': { fontWeight: '700', textDecoration: 'none' },
  '.cm-diagnostic': { fontFamily: 'var(--sans)', fontSize: 'var(--t-small)', padding: '0.375rem 0.75rem' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--thin)' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--none)' },
  '.cm-lintRange-warning': { backgroundImage: 'none', textDecoration: 'underline wavy var(--thin) 1.5px', textUnderlineOffset: '0.2em' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--none) 1.5px', textUnderlineOffset: '0.2em' },
})

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--accent)', fontWeight: '600' },
  { tag: tags.string, color: 'var(--good)' },
  { tag: tags.comment, color: 'var(--soft)', fontStyle: 'italic' },
  { tag: [tags.atom, tags.definition(tags.variableName)], color: 'var(--of-method)' },
  { tag: tags.standard(tags.variableName), color: 'var(--of-domain)' },
])

export interface Wishes {
  text: string
  schema: () => GraphSchema | null
  changed: (text: string) => void
  run: () => void
}

const lookAgain = StateEffect.define<null>()

export class Editor {
  readonly #view: EditorView
  #blamed: Diagnostic[] = []

  constructor(root: ShadowRoot, wishes: Wishes) {
    const { schema, changed, run } = wishes
    const state = EditorState.create({
      doc: wishes.text,
      extensions: [
        keymap.of([
          { key: 'Mod-Enter', run: () => (run(), true) },
          ...completionKeymap,
          ...historyKeymap,
          ...defaultKeymap,
        ]),
        history(),
        drawSelection(),
        bracketMatching(),
        closeBrackets(),
        EditorView.lineWrapping,
        StreamLanguage.define(cypher),
        syntaxHighlighting(colours),
        autocompletion({ override: [(context) => completed(context, schema())], icons: false }),
        linter((view) => [...unknown(view.state.doc.toString(), schema()), ...this.#blamed], {
          delay: 300,
          needsRefresh: (update) => update.transactions.some((change) => change.effects.some((effect) => effect.is(lookAgain))),
        }),
        placeholder('MATCH (p:Paper) RETURN p LIMIT 10'),
        look,
        EditorView.contentAttributes.of({ 'aria-label': 'The query, in Cypher', spellcheck: 'false', autocapitalize: 'off' }),
        EditorView.domEventHandlers({ beforeinput: typedOver }),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return
          this.#blamed = []
          changed(update.state.doc.toString())
        }),
      ],
    })
    this.#view = new EditorView({ state, root, parent: root })
  }

  /** Put a text in place of what stands there. */
  write(text: string): void {
    const known = this.#view.state.doc.toString()
    if (text !== known) this.#view.dispatch({ changes: { from: 0, to: known.length, insert: text } })
  }

  /** Look at the text again: the schema has come, or the server has said what is wrong. */
  check(): void {
    this.#view.dispatch({ effects: lookAgain.of(null) })
  }

  /** Mark where the server says that something is wrong. */
  blame(message: string): void {
    const text = this.#view.state.doc.toString()
    const from = placeIn(text, message)
    if (from === null) return
    const to = from + (/^[\w$`]+/.exec(text.slice(from))?.[0].length ?? 1)
    this.#blamed = [{ from, to: Math.min(to, text.length), severity: 'error', message }]
    this.check()
  }

  focus(): void {
    this.#view.focus()
  }

  close(): void {
    this.#view.destroy()
  }
}

/**
 * Put typed text in place of a selection. Left to itself the browser keeps the look of what was selected in a style
 * attribute, which the page's policy forbids.
 */
function typedOver(event: InputEvent, view: EditorView): boolean {
  const typed = event.inputType === 'insertText' && event.data && !event.isComposing
  if (!typed || view.state.selection.main.empty || '([{"\'`'.includes(event.data)) return false
  event.preventDefault()
  view.dispatch(view.state.replaceSelection(event.data), { userEvent: 'input.type', scrollIntoView: true })
  return true
}

function unknown(text: string, schema: GraphSchema | null): Diagnostic[] {
  if (!schema) return []
  return unknownNames(text, schema).map(({ start, end, message }) => ({ from: start, to: end, severity: 'warning', message }))
}

const IN_RELATIONSHIP = /-\[\s*\w*\s*:[\w|&!:\s]*$/
const IN_NODE = /[(\s]\s*\w*\s*:[\w|&!:]*$/
const OF_VARIABLE = /(\w+)\.\w*$/

function completed(context: CompletionContext, schema: GraphSchema | null): CompletionResult | null {
  const word = context.matchBefore(/\w*/)
  const from = word?.from ?? context.pos
  const text = context.state.doc.toString()
  const line = text.slice(Math.max(0, context.pos - 200), context.pos)
  const variable = OF_VARIABLE.exec(line)?.[1]
  const result = (options: Completion[]): CompletionResult => ({ from, options, validFor: /^\w*$/ })
  if (schema && IN_RELATIONSHIP.test(line)) return result(schema.relationship_types.map(offered))
  if (schema && variable) return result(keys(schema, labelsOf(text, variable)))
  if (schema && IN_NODE.test(line) && !/\{[^}]*$/.test(line)) return result(schema.labels.map(offered))
  if (!context.explicit && from === context.pos) return null
  const variables = new Set(tokens(text).filter((token) => token.kind === 'word' && token.text.length > 1 && /^[a-z]/.test(token.text)).map((token) => token.text))
  variables.delete(text.slice(from, context.pos))
  return result([
    ...CLAUSES.map((label) => ({ label, type: 'keyword', boost: 1 })),
    ...FUNCTIONS.map((label) => ({ label, apply: `${label}(`, detail: '()', type: 'function' })),
    ...[...variables].map((label) => ({ label, type: 'variable' })),
  ])
}

function offered({ name, count }: { name: string; count: number }): Completion {
  return { label: name, detail: count.toLocaleString('en'), boost: count ? 1 : 0 }
}

/** The property keys of some labels or types; of all where it is not known which. */
function keys(schema: GraphSchema, names: string[]): Completion[] {
  const all = [...schema.labels, ...schema.relationship_types]
  const known = all.filter(({ name }) => names.includes(name))
  const counts = new Map<string, number>()
  for (const { keys } of known.length ? known : all) for (const [key, count] of Object.entries(keys)) counts.set(key, (counts.get(key) ?? 0) + count)
  return [...counts].map(([name, count]) => offered({ name, count }))
}
