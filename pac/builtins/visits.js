// Runs FindProxyForURL for a batch of visits, inside the sandbox, so that a batch costs two crossings of its wall instead of
// two a visit. Not a PAC function: the evaluator calls it.
//
// Outcomes go out as numbers, one a visit, in `codes`, each the place of a text in a table, since most visits of a batch have
// one of a few outcomes. A text is a letter and what belongs to it: `a` answer, `u` answer outside ASCII (escaped), `l` answer
// too long, `n` not a string, `m` no FindProxyForURL, `x` exception, `o` out of memory, `w` a name is wanted. `progress[0]` is
// the visit that runs: the evaluator reads it where it lies in memory, to give each visit a deadline of its own.
machine.visits = (function (machine, shared) {
  'use strict'
  var LONGEST_ANSWER = 16384
  var LONGEST_DETAIL = 300
  var global = globalThis
  var call = Function.prototype.call
  var apply = Function.prototype.bind.call(call, call)
  var create = Object.create
  var words = new Int32Array(shared)

  // without prototypes: a setter that a script puts on Array.prototype or Object.prototype is not met
  var table
  var size
  var places
  var answers
  clear()

  function clear() {
    table = create(null)
    size = 0
    places = create(null)
    answers = create(null)
  }

  function place(text) {
    var at = places[text]
    if (at !== undefined) return at
    table[size] = text
    places[text] = size
    return size++
  }

  function placeOfAnswer(text) {
    var at = answers[text]
    if (at !== undefined) return at
    if (text.length > LONGEST_ANSWER) return place('l' + text.length)
    at = machine.exec(/[^\x20-\x7e]/, text) ? place('u' + machine.escape(text)) : place('a' + text)
    answers[text] = at
    return at
  }

  // asks an error for its name and message; both may be getters that throw or never end, so this runs inside the visit's deadline
  function placeOfError(error) {
    try {
      var isError = typeof error === 'object' && error !== null && typeof error.message === 'string'
      var text = isError ? error.name + ': ' + error.message : `${error}`
      if (text === 'InternalError: out of memory') return place('o')
      var line = isError ? machine.exec(/pac\.js:(\d+)/, `${error.stack}`) : null
      text = machine.slice(text, 0, LONGEST_DETAIL)
      return place('x' + machine.escape(line === null ? text : text + ' (line ' + line[1] + ')'))
    } catch (again) {
      return place('xwhat it threw cannot be shown')
    }
  }

  function outcome(url, host) {
    try {
      var find = global.FindProxyForURL
      if (typeof find !== 'function') return place('m' + typeof find)
      var answer = apply(find, global, url, host)
      return typeof answer === 'string' ? placeOfAnswer(answer) : place('n' + (answer === null ? 'null' : typeof answer))
    } catch (error) {
      return placeOfError(error)
    }
  }

  function one(url, host) {
    machine.startVisit(url, host)
    for (;;) {
      machine.startRun()
      var at = outcome(url, host)
      if (!machine.wasAbandoned()) return at
      if (machine.wanted() !== '') return place('w' + machine.wanted())
    }
  }

  return {
    // `text` is url, host, url, host ..., a line each; the visits from `from` up to `to` are run
    run: function (text, from, to) {
      var lines = machine.split(text, '\n')
      clear()
      for (var i = from; i < to; i++) {
        words[0] = i
        words[i + 2] = one(lines[2 * i], lines[2 * i + 1])
      }
      words[0] = to
    },
    // the texts that the last run's numbers stand for, a line each
    texts: function () {
      var text = ''
      for (var i = 0; i < size; i++) text += table[i] + '\n'
      return text
    },
    startLoad: function () {
      words[0] = -1
      machine.startLoad()
    },
    // what is wrong with the script that was just loaded, or ''
    loaded: function () {
      try {
        var find = global.FindProxyForURL
        return typeof find === 'function' ? '' : 'm' + typeof find
      } catch (error) {
        return table[placeOfError(error)]
      }
    },
    describe: function (error) {
      return table[placeOfError(error)]
    },
    usedWorld: machine.usedWorld,
    wanted: machine.wanted,
    setRules: machine.setRules,
    setWorld: machine.setWorld,
  }
})(machine, shared)
delete globalThis.shared
