// The editor over the PAC's field: colours, findings in the margin, and the lines that ran. It comes after the page is painted, and the
// field stays what the form sends.

/**
 * @typedef {{ line: number, column: number, severity: 'error' | 'warning' | 'note', rule: string, message: string, mend: string }} Finding
 */

const shapes = { error: '✕', warning: '▲', note: '●' }
const severe = ['note', 'warning', 'error']

/**
 * Puts an editor over `field`, in `place`.
 * @param {HTMLTextAreaElement} field
 * @param {HTMLElement} place
 */
export async function openEditor(field, place) {
  // one after the other, so that the page answers in between
  const { EditorState, StateEffect, StateField, RangeSet } = await import('@codemirror/state')
  const { Decoration, EditorView, GutterMarker, gutter, keymap, lineNumbers } = await import('@codemirror/view')
  const { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } = await import('@codemirror/language')
  const { defaultKeymap, history, historyKeymap, indentWithTab } = await import('@codemirror/commands')
  const { lintKeymap, setDiagnostics } = await import('@codemirror/lint')
  const { javascript } = await import('@codemirror/lang-javascript')
  const { tags } = await import('@lezer/highlight')

  class Mark extends GutterMarker {
    /**
     * @param {string} shape
     * @param {string} className
     * @param {string} title
     */
    constructor(shape, className, title = '') {
      super()
      this.shape = shape
      this.className = className
      this.title = title
    }

    /**
     * @override
     * @param {import('@codemirror/view').GutterMarker} other
     */
    eq(other) {
      return other instanceof Mark && other.className === this.className && other.title === this.title
    }

    /** @override */
    toDOM() {
      const mark = document.createElement('span')
      mark.textContent = this.shape
      mark.className = this.className
      mark.title = this.title
      return mark
    }
  }

  /** @typedef {import('@codemirror/state').RangeSet<Mark>} Marks */
  /** @type {import('@codemirror/state').StateEffectType<Marks>} */
  const setFindings = StateEffect.define()
  /** @type {import('@codemirror/state').StateEffectType<{ marks: Marks, decided: import('@codemirror/view').DecorationSet }>} */
  const setWay = StateEffect.define()
  const findingMarks = StateField.define({
    create: () => /** @type {Marks} */ (RangeSet.empty),
    update(marks, transaction) {
      let next = marks.map(transaction.changes)
      for (const effect of transaction.effects) if (effect.is(setFindings)) next = effect.value
      return next
    },
  })
  const wayMarks = StateField.define({
    create: () => ({ marks: /** @type {Marks} */ (RangeSet.empty), decided: Decoration.none }),
    update(way, transaction) {
      let next = way
      // what ran is said of the text as it was
      if (transaction.docChanged) next = { marks: /** @type {Marks} */ (RangeSet.empty), decided: Decoration.none }
      for (const effect of transaction.effects) if (effect.is(setWay)) next = effect.value
      return next
    },
    provide: (field) => EditorView.decorations.from(field, ({ decided }) => decided),
  })
  const colours = HighlightStyle.define([
    { tag: [tags.keyword, tags.controlKeyword, tags.definitionKeyword, tags.operatorKeyword], color: 'var(--code-word)' },
    { tag: [tags.string, tags.regexp], color: 'var(--code-text)' },
    { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-number)' },
    { tag: [tags.comment], color: 'var(--quiet)', fontStyle: 'italic' },
    { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: 'var(--code-call)' },
  ])
  const theme = EditorView.theme({
    '&': { height: '100%', color: 'var(--text)', backgroundColor: 'var(--field)', fontSize: '13px' },
    '&.cm-focused': { outline: 'none' },
    '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '20px', overflow: 'auto' },
    '.cm-content': { caretColor: 'var(--text)', padding: '5px 0' },
    '.cm-gutters': { color: 'var(--quiet)', backgroundColor: 'var(--field)', border: 'none' },
    '.cm-lineNumbers .cm-gutterElement': { minWidth: '3ch', padding: '0 2px 0 4px' },
    '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': { backgroundColor: 'var(--selection)' },
    '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--accent-ground)', outline: '1px solid var(--accent)' },
    '.cm-tooltip': { color: 'var(--text)', backgroundColor: 'var(--panel)', border: '1px solid var(--line)' },
    '.cm-diagnostic': { fontFamily: 'system-ui, sans-serif', maxWidth: '60ch', whiteSpace: 'pre-line' },
    '.cm-panels': { color: 'var(--text)', backgroundColor: 'var(--panel)' },
  })
  const host = document.createElement('div')
  host.className = 'editor-host'
  place.append(host)
  const view = new EditorView({
    parent: host,
    state: EditorState.create({
      doc: field.value,
      extensions: [
        EditorView.cspNonce.of(nonce()),
        gutter({
          class: 'way-gutter',
          markers: (editor) => editor.state.field(wayMarks).marks,
          initialSpacer: () => new Mark('▌', ''),
        }),
        gutter({
          class: 'finding-gutter',
          markers: (editor) => editor.state.field(findingMarks),
          initialSpacer: () => new Mark('▲', ''),
        }),
        lineNumbers(),
        findingMarks,
        wayMarks,
        history(),
        indentOnInput(),
        indentUnit.of('  '),
        bracketMatching(),
        javascript(),
        syntaxHighlighting(colours),
        theme,
        // Ctrl+Enter is the page's
        keymap.of([...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'), ...historyKeymap, ...lintKeymap, indentWithTab]),
        EditorView.contentAttributes.of({
          'aria-labelledby': 'pac-label',
          'aria-describedby': 'pac-problem editor-keys',
          // it is focusable as it is, but not every checker knows
          tabindex: '0',
          spellcheck: 'false',
          autocapitalize: 'off',
        }),
        EditorView.domEventHandlers({ beforeinput: (event, editor) => replaceSelection(event, editor) }),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (!docChanged || field.value === state.doc.toString()) return
          field.value = state.doc.toString()
          field.dispatchEvent(new Event('input', { bubbles: true }))
        }),
      ],
    }),
  })
  field.hidden = true
  place.classList.add('has-editor')

  // somebody else put another text in: a site's, a file's, a link's
  field.addEventListener('wpadd-set', () => {
    if (field.value !== view.state.doc.toString())
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: field.value } })
  })
  document.addEventListener('wpadd-way', (event) => {
    const { lines, decided } = /** @type {CustomEvent} */ (event).detail
    showWay(lines, decided)
  })

  /**
   * @param {readonly number[]} lines
   * @param {number} decided
   */
  function showWay(lines, decided) {
    const { doc } = view.state
    const shown = [...new Set([...lines, decided])].filter((line) => line >= 1 && line <= doc.lines).sort((a, b) => a - b)
    const marks = shown.map((line) => new Mark(line === decided ? '▶' : '▌', 'way-mark').range(doc.line(line).from))
    const place = shown.includes(decided) ? [Decoration.line({ class: 'decided-line' }).range(doc.line(decided).from)] : []
    view.dispatch({ effects: setWay.of({ marks: /** @type {Marks} */ (RangeSet.of(marks)), decided: Decoration.set(place) }) })
    if (shown.includes(decided)) bringIntoSight(decided)
  }

  // the editor scrolls, the page does not
  /** @param {number} line */
  function bringIntoSight(line) {
    const { scrollDOM } = view
    const { top } = view.lineBlockAt(view.state.doc.line(line).from)
    if (top < scrollDOM.scrollTop || top > scrollDOM.scrollTop + scrollDOM.clientHeight - 40)
      scrollDOM.scrollTop = top - scrollDOM.clientHeight / 2
  }

  return {
    /** @param {readonly Finding[]} findings */
    show(findings) {
      const { doc } = view.state
      const known = findings.filter(({ line }) => line <= doc.lines)
      const byLine = Map.groupBy(known, ({ line }) => line)
      const marks = [...byLine]
        .sort(([a], [b]) => a - b)
        .map(([line, all]) => {
          const worst = all.reduce((one, other) => (severe.indexOf(other.severity) > severe.indexOf(one.severity) ? other : one))
          return new Mark(shapes[worst.severity], worst.severity, all.map(({ message }) => message).join('\n')).range(
            doc.line(line).from,
          )
        })
      const diagnostics = known.map(({ line, column, severity, rule, message, mend }) => {
        const { from, to } = doc.line(line)
        const start = Math.min(to, from + column - 1)
        const word = /^[\w$.]+/.exec(doc.sliceString(start, to))?.[0].length ?? 1
        return {
          from: start,
          to: Math.min(to, start + word),
          severity: severity === 'note' ? /** @type {const} */ ('info') : severity,
          source: rule,
          message: `${message}\n${mend}`,
        }
      })
      view.dispatch(setDiagnostics(view.state, diagnostics))
      view.dispatch({ effects: setFindings.of(/** @type {Marks} */ (RangeSet.of(marks))) })
    },
    /** Puts the cursor at the start of a line. @param {number} line */
    goTo(line) {
      const { doc } = view.state
      const { from } = doc.line(Math.max(1, Math.min(line, doc.lines)))
      view.dispatch({ selection: { anchor: from }, scrollIntoView: true })
      view.focus()
    },
  }
}

// Chromium, when it replaces coloured text by itself, keeps the colour by an inline style, which the page's policy refuses and reports
/**
 * @param {InputEvent} event
 * @param {import('@codemirror/view').EditorView} editor
 */
function replaceSelection(event, editor) {
  const { data, inputType } = event
  // what is selected in the page: the editor is told of it a moment later, and an input method need not say
  const [range = selected()] = event.getTargetRanges()
  if (inputType !== 'insertText' || data === null || editor.composing || range === undefined || range.collapsed) return false
  const from = editor.posAtDOM(range.startContainer, range.startOffset)
  const to = editor.posAtDOM(range.endContainer, range.endOffset)
  event.preventDefault()
  const selection = { anchor: from + data.length }
  editor.dispatch({ changes: { from, to, insert: data }, selection, userEvent: 'input.type', scrollIntoView: true })
  return true
}

function selected() {
  const selection = getSelection()
  return selection === null || selection.rangeCount === 0 ? undefined : selection.getRangeAt(0)
}

// the styles that the editor adds are let through by it
function nonce() {
  const script = document.querySelector('script[nonce]')
  return script instanceof HTMLElement ? (script.nonce ?? '') : ''
}
