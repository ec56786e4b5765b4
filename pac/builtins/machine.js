// The machine that a script believes it runs on: the names that resolve, the addresses of this host, and the rules by which
// an engine asks for them. Not a PAC function: the files beside it use it, and it is gone from the globals before a script
// is loaded. Built-ins are taken hold of here, so that a script that changes them changes nothing here.
//
// Chromium runs FindProxyForURL until it asks for a name that this visit has not asked yet, abandons it, resolves the name and
// runs the function again from its start, so a script that counts its calls sees more of them (proxy_resolver_v8_tracing.cc).
// `lookup` does the same. Abandoning is a throw: what a script does in its own catch afterwards is not looked at. A name whose
// addresses this world does not know ends the visit: the evaluator finds them and asks again.
globalThis.machine = (function (toAscii) {
  'use strict'
  var create = Object.create
  var defineProperty = Object.defineProperty
  var setPrototypeOf = Object.setPrototypeOf
  var parseJson = JSON.parse
  var method = Function.prototype.bind.bind(Function.prototype.call)
  var exec = method(RegExp.prototype.exec)
  var slice = method(String.prototype.slice)
  var indexOf = method(String.prototype.indexOf)
  var engineGlobals = Object.getOwnPropertyNames(globalThis)
  var lower = method(String.prototype.toLowerCase)

  // what the lean functions rest on
  function language() {
    var text = String.prototype
    var expression = RegExp.prototype
    return [RegExp, expression.test, expression.exec, text.replace, text.endsWith, text.startsWith, text.includes, text.indexOf]
  }
  var engineLanguage = language()
  var lean = []

  var ABANDONED = { toString: function () { return 'waiting for a name' } }

  var mostLookups = 0
  var restarts = false
  var world = null
  var known = create(null) // what this visit has learned: "operation:name" to text, '' when it does not resolve
  var knownCount = 0

  // The visit that runs. A plain object: the loop over visits looks at it for every visit, and a call would cost more.
  var visit = {
    url: '',
    host: '',
    lookups: 0, // in this run of the function
    lookupsBefore: 0, // in the run before
    blocking: true, // answered on the spot, without running again
    abandoned: false,
    wanted: '', // a name that this world does not know
    usedWorld: false,
  }

  function abandon() {
    visit.abandoned = true
    throw ABANDONED
  }

  // answers a question about the world with text, or null; `find` gives undefined for "not known yet"
  function lookup(key, name, find) {
    visit.usedWorld = true
    if (visit.abandoned) return null
    visit.lookups++
    var before = known[key]
    if (before !== undefined) return before === '' ? null : before
    if (!visit.blocking && visit.lookups <= visit.lookupsBefore) {
      visit.blocking = true // the script does not ask the same questions each time: from here on it is answered on the spot
      abandon()
    }
    if (knownCount >= mostLookups) return null
    var found = find(name)
    if (found === undefined) {
      visit.wanted = name
      abandon()
    }
    known[key] = found === null ? '' : found
    knownCount++
    if (visit.blocking) return found
    visit.lookupsBefore = visit.lookups
    abandon()
  }

  function addressesOf(table, name) {
    var found = table[name]
    if (found !== undefined) return found === '' ? null : found
    return world.mayAsk ? undefined : null
  }

  return {
    visit: visit,
    lookup: lookup,
    oneOf: function (name) { return addressesOf(world.one, name) },
    allOf: function (name) { return addressesOf(world.all, name) },
    myAddress: function () { return world.myAddress },
    myAddresses: function () { return world.myAddresses },
    timeZone: function () {
      visit.usedWorld = true
      return world.timeZone
    },

    // the name that DNS is asked for; null for what no URL could have as its host
    hostName: function (name) {
      if (name.length > 254 || !exec(/^[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*\.?$/, name)) return null
      if (exec(/(^|\.)([0-9]+|0x[0-9a-f]*)\.?$/, name)) return null
      return name[name.length - 1] === '.' ? slice(name, 0, -1) : name
    },
    isLocalhost: function (name) { return exec(/(^|\.)localhost$/, name) !== null },
    // null when the name has no xn-- form
    toAscii: function (name) { return exec(/[^\x00-\x7f]/, name) ? toAscii(name) || null : name },

    setRules: function (text) {
      var rules = parseJson(text)
      mostLookups = rules.mostLookups
      restarts = rules.restarts
    },
    setWorld: function (text) {
      world = parseJson(text)
      setPrototypeOf(world.one, null)
      setPrototypeOf(world.all, null)
    },
    // For an engine that does not simply call the property FindProxyForURL of the global object: `call(url, host)` is its way to
    // an answer, and `missing()` tells what stands there instead of a function, or ''.
    entry: undefined,
    // what is still to be done when every file has been run
    finish: function () {},
    // a script that comes asks for RegExp.$1 or its like (lastMatch.js)
    keepLastMatch: function () {},
    // what alert was given, as text; whoever wants it puts a function here
    alerted: function (text) {},
    // A PAC function that may stand in for one that is a global already, for a script of which it is known that no visit changes
    // anything: it need not look each time whether the language still is what it was.
    offerLean: function (name, original, replacement) {
      lean[lean.length] = { name: name, original: original, replacement: replacement }
    },
    // Puts in the lean functions, where loading the script has changed neither the language nor those that they stand in for.
    // Returns whether the language is as it was.
    trust: function () {
      var now = language()
      for (var k = 0; k < now.length; k++) if (now[k] !== engineLanguage[k]) return false
      for (var i = 0; i < lean.length; i++)
        if (globalThis[lean[i].name] === lean[i].original) globalThis[lean[i].name] = lean[i].replacement
      return true
    },
    // whether ranges of days, dates and times go on past the end of the week, the year and the day
    rangesWrap: true,
    // what is asked while a script is loaded is answered on the spot (proxy_resolver_v8_tracing.cc: blocking)
    startLoad: function () {
      visit.usedWorld = false
      visit.blocking = true
    },
    // the function is about to be run, for the first time or again
    startRun: function () {
      visit.lookups = 0
      visit.abandoned = false
      visit.wanted = ''
    },
    // forgets what the last visit learned; at the start and after every visit that asked something
    endVisit: function () {
      known = create(null)
      knownCount = 0
      visit.lookupsBefore = 0
      visit.blocking = !restarts
      visit.lookups = 0
      visit.abandoned = false
      visit.wanted = ''
    },

    method: method,
    exec: exec,
    slice: slice,
    indexOf: indexOf,
    lower: lower,
    join: method(Array.prototype.join),
    engineGlobals: engineGlobals,
    split: method(String.prototype.split),
    escape: escape,
    // an engine's native functions may be declared again by let and const: they are configurable
    define: function (name, value) {
      defineProperty(globalThis, name, { value: value, writable: true, enumerable: true, configurable: true })
    },
  }
})(toAscii)
delete globalThis.toAscii
