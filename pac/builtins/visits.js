// Runs FindProxyForURL for a batch of visits, inside the sandbox, so that a batch costs two crossings of its wall instead of
// two a visit. Not a PAC function: the evaluator calls it.
//
// Outcomes go out as numbers, one a visit, in `words`, each the place of a text in a table, since most visits of a batch have
// one of a few outcomes. A text is a letter and what belongs to it: `a` answer, `u` answer that is not all printable ASCII
// (escaped), `l` answer too long, `n` not a string, `m` no FindProxyForURL, `x` exception, `o` out of memory, `w` a name is
// wanted. `words[0]` is the visit that runs: the evaluator reads it where it lies in memory, to give each visit a deadline of
// its own; the numbers stand from `words[2]` on.
machine.visits = (function (machine, shared) {
  'use strict'
  var LONGEST_ANSWER = 16384
  var LONGEST_DETAIL = 300
  var global = globalThis
  var visit = machine.visit
  var getOwnPropertyDescriptor = Object.getOwnPropertyDescriptor
  var apply = Function.prototype.bind.call(Function.prototype.call, Function.prototype.call)
  var create = Object.create
  var words = new Int32Array(shared)
  var entry = machine.entry
  var isPlain = false // whether FindProxyForURL is a property that can be looked at twice

  // without prototypes: a setter that a script puts on Array.prototype or Object.prototype is not met
  var table
  var size
  var places
  var answers
  var lastAnswer // most visits are answered as the one before
  var lastPlace
  clear()

  function clear() {
    table = create(null)
    size = 0
    places = create(null)
    answers = create(null)
    lastAnswer = table
    lastPlace = -1
  }

  function place(text) {
    var at = places[text]
    if (at !== undefined) return at
    table[size] = text
    places[text] = size
    return size++
  }

  // the texts that the last run's numbers stand for, a line each
  function texts() {
    var text = ''
    for (var i = 0; i < size; i++) text += table[i] + '\n'
    return text
  }

  function placeOf(answer) {
    if (typeof answer !== 'string') return place('n' + (answer === null ? 'null' : typeof answer))
    var at = answers[answer]
    lastPlace = at === undefined ? placeOfText(answer) : at
    lastAnswer = answer
    return lastPlace
  }

  function placeOfText(text) {
    if (text.length > LONGEST_ANSWER) return place('l' + text.length)
    var at = machine.exec(/[^\x20-\x7e]/, text) ? place('u' + machine.escape(text)) : place('a' + text)
    answers[text] = at
    return at
  }

  // asks an error for its name and message; both may be getters that throw or never end, so this runs inside the visit's deadline
  function placeOfError(error) {
    if (visit.abandoned) return -1
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

  // the place of what a visit came out with; -1 when it was abandoned
  function decide(url, host) {
    try {
      var answer
      if (isPlain) answer = global.FindProxyForURL(url, host)
      else if (entry !== undefined) answer = entry.call(url, host)
      else {
        var find = global.FindProxyForURL
        if (typeof find !== 'function') return place('m' + typeof find)
        answer = apply(find, global, url, host)
      }
      return placeOf(answer)
    } catch (error) {
      return placeOfFailure(error)
    }
  }

  function placeOfFailure(error) {
    var missing = entry === undefined ? '' : whatIsMissing()
    if (missing !== '') return place('m' + missing)
    if (isPlain && typeof global.FindProxyForURL !== 'function') return place('m' + typeof global.FindProxyForURL)
    return placeOfError(error)
  }

  // looking may run a getter that throws: then the function is there, in its way
  function whatIsMissing() {
    try {
      return entry.missing()
    } catch (error) {
      return ''
    }
  }

  // a visit that asked something may have to be run again, and its memory is cleared for the next
  function settle(at) {
    while (visit.abandoned) {
      if (visit.wanted !== '') {
        at = place('w' + visit.wanted)
        break
      }
      machine.startRun()
      at = decide(visit.url, visit.host)
    }
    machine.endVisit()
    return at
  }

  return {
    // The visits from `from` up to `to` are run; `urlText` and `hostText` are those of all, a line each. No urls: the script does not
    // look at them. Returns the texts.
    run: function (urlText, hostText, from, to) {
      var urls = urlText === '' ? null : machine.split(urlText, '\n')
      var hosts = machine.split(hostText, '\n')
      clear()
      for (var i = from; i < to; i++) {
        words[0] = i
        var url = (visit.url = urls === null ? '' : urls[i])
        var host = (visit.host = hosts[i])
        var at
        if (isPlain) {
          // what `decide` does, whose call would cost a tenth of a short script
          try {
            var answer = global.FindProxyForURL(url, host)
            at = answer === lastAnswer ? lastPlace : placeOf(answer)
          } catch (error) {
            at = placeOfFailure(error)
          }
        } else at = decide(url, host)
        words[i + 2] = visit.lookups === 0 ? at : settle(at)
      }
      words[0] = to
      return texts()
    },
    // of a run that was stopped
    texts: texts,
    startLoad: function () {
      words[0] = -1
      machine.endVisit()
      machine.startLoad()
    },
    // what is wrong with the script that was just loaded, or ''; a name that is wanted is not for here
    loaded: function () {
      try {
        if (entry !== undefined) {
          var missing = entry.missing()
          return missing === '' ? '' : 'm' + missing
        }
        var property = getOwnPropertyDescriptor(global, 'FindProxyForURL')
        isPlain = property !== undefined && 'value' in property
        var find = global.FindProxyForURL
        return typeof find === 'function' ? '' : 'm' + typeof find
      } catch (error) {
        return table[placeOfError(error)]
      }
    },
    // ends the loading; the name that it wants, or ''
    endLoad: function () {
      var wanted = visit.wanted
      machine.endVisit()
      return wanted
    },
    describe: function (error) {
      return table[placeOfError(error)] || ''
    },
    usedWorld: function () {
      return visit.usedWorld
    },
    // `text` is globs, a line each
    learnGlobs: function (text) {
      var lines = machine.split(text, '\n')
      if (machine.learnGlob) for (var i = 0; i < lines.length; i++) machine.learnGlob(lines[i])
    },
    // what of a loaded script is as it would be without it: 'language', 'all' when FindProxyForURL is simply called, too; or ''
    trust: function () {
      return machine.trust() ? (isPlain ? 'all' : 'language') : ''
    },
    keepLastMatch: machine.keepLastMatch,
    setRules: machine.setRules,
    setWorld: machine.setWorld,
  }
})(machine, shared)
delete globalThis.shared
