// The hooks of a script that tells how it runs (src/evaluator/tracing/instrument.ts), which finds them under a name that it cannot
// guess. Not a PAC function, and loaded for a trace alone. Hooks hand on what they are given; nothing of a script runs in
// them. `tracer` is the evaluator's: `words` lies in memory, where it reads numbers; its functions take texts, as JSON.
machine.hooks = (function (machine, tracer) {
  'use strict'
  var STATEMENTS = 65536
  var BRANCHES = 2000
  var FIRST_BRANCHES = 1000
  var CHAIN = 20
  var CALLS = 2000
  var LONGEST = 300
  var global = globalThis
  var counts = new Int32Array(tracer.words, 0, STATEMENTS + 1) // [0]: the statement that ran last
  // branches told, length of the chain of returns, length of the answer, calls told, the chain, the branches
  var log = new Int32Array(tracer.words, 4 * (STATEMENTS + 1))
  var CHAIN_AT = 4
  var BRANCHES_AT = CHAIN_AT + 2 * CHAIN
  var held = new Int32Array(STATEMENTS) // the condition that held last, for each function
  var discriminants = Object.create(null)
  var returned
  var depth = 0
  var json = JSON.stringify
  var apply = Reflect.apply
  var isArray = Array.isArray
  var descriptorOf = Object.getOwnPropertyDescriptor
  var defineProperty = Object.defineProperty
  var sourceOf = machine.method(Function.prototype.toString)
  var regExpSource = machine.method(descriptorOf(RegExp.prototype, 'source').get)
  var lookUp = machine.method(Map.prototype.get)
  var helpers = helpersOf()
  var wrapped = new Map()
  var mark = '/*' + tracer.name + '*/'

  function helpersOf() {
    var names = Object.getOwnPropertyNames(global)
    var found = new Map()
    names.forEach(function (name) {
      // what a script declares cannot be taken away again, what the engine has can be
      var isOurs = machine.engineGlobals.indexOf(name) < 0 || !descriptorOf(global, name).configurable
      if (isOurs && typeof global[name] === 'function') found.set(global[name], name)
    })
    return found
  }

  // a value as its author would write it; objects are not looked into, since they may be more than they seem
  function literal(value) {
    switch (typeof value) {
      case 'string':
        return json(value.length > LONGEST ? machine.slice(value, 0, LONGEST) : value)
      case 'object':
        return value === null ? 'null' : ofObject(value)
      case 'function':
        return 'function'
      case 'symbol':
        return 'Symbol()'
      case 'bigint':
        return `${value}n`
      default:
        return `${value}`
    }
  }

  function ofObject(value) {
    try {
      if (isArray(value)) return '[…]'
      return '/' + regExpSource(value) + '/'
    } catch (error) {
      return '{…}'
    }
  }

  // what a helper threw; of an error of the engine the own properties alone are asked
  function thrown(error) {
    try {
      if (typeof error !== 'object' || error === null) return 'throws ' + literal(error)
      var message = descriptorOf(error, 'message')
      if (message !== undefined && typeof message.value === 'string') return 'throws ' + literal(message.value)
    } catch (again) {}
    return 'throws {…}'
  }

  function listOf(values) {
    var text = '['
    for (var i = 0; i < values.length && i < 20; i++) text += (i === 0 ? '' : ',') + json(literal(values[i]))
    return text + ']'
  }

  // a helper as it is called from one place of the script
  function recorded(place, helper, name) {
    return function () {
      var args = listOf(arguments)
      var result
      tracer.began()
      try {
        result = apply(helper, undefined, arguments)
      } catch (error) {
        tracer.ended(place, name, args, thrown(error))
        throw error
      }
      tracer.ended(place, name, args, literal(result))
      return result
    }
  }

  // one function for `callee(...)` and another for what stands in its place, so that `this` and arguments are the script's
  function call(place, callee) {
    var name = typeof callee === 'function' ? lookUp(helpers, callee) : undefined
    if (name === undefined) return callee
    return log[3]++ < CALLS ? recorded(place, callee, name) : callee
  }

  function tell(branch, inside, isTaken) {
    var number = log[0]++
    var at = number < FIRST_BRANCHES ? number : FIRST_BRANCHES + ((number - FIRST_BRANCHES) % (BRANCHES - FIRST_BRANCHES))
    log[BRANCHES_AT + at] = 2 * branch + (isTaken ? 1 : 0)
    if (isTaken) held[inside] = branch
  }

  // the returns that hand the same text on, the innermost first
  function give(place, inside, mayCall, value) {
    if (!mayCall || value !== returned || typeof value !== 'string') log[1] = 0
    returned = value
    log[2] = typeof value === 'string' ? value.length : -1
    var length = log[1]
    if (length < CHAIN) {
      log[CHAIN_AT + 2 * length] = place
      log[CHAIN_AT + 2 * length + 1] = held[inside]
      log[1] = length + 1
    }
    return value
  }

  // for a script that tells nothing itself: every helper is replaced by one that tells of the calls which no other helper makes
  function wrap(name, helper) {
    var wrapper = function () {
      if (depth > 0 || log[3]++ >= CALLS) return apply(helper, this, arguments)
      depth++
      try {
        return apply(recorded(-1, helper, name), undefined, arguments)
      } finally {
        depth--
      }
    }
    var parts = ['name', 'length']
    for (var i = 0; i < 2; i++) defineProperty(wrapper, parts[i], descriptorOf(helper, parts[i]))
    wrapped.set(wrapper, helper)
    global[name] = wrapper
  }
  if (tracer.wraps) helpers.forEach(wrap)

  function follow(name, before) {
    var was = machine[name]
    machine[name] = function (argument) {
      before(argument)
      return was(argument)
    }
  }
  follow('oneOf', tracer.asked)
  follow('allOf', tracer.asked)
  follow('startRun', tracer.restart)
  machine.alerted = function (text) {
    tracer.alerted(json(text.length > LONGEST ? machine.slice(text, 0, LONGEST) : text))
  }

  // a function's text is the one that its author wrote: what was put in stands between marks
  var shown = {
    toString() {
      return original(this === shown ? nativeToString : this)
    },
  }.toString
  var nativeToString = Function.prototype.toString
  function original(subject) {
    var text = sourceOf(lookUp(wrapped, subject) || subject)
    if (machine.indexOf(text, mark) < 0) return text
    var parts = machine.split(text, mark)
    var whole = ''
    for (var i = 0; i < parts.length; i += 2) whole += parts[i]
    return whole
  }
  defineProperty(Function.prototype, 'toString', { value: shown, writable: true, enumerable: false, configurable: true })

  return {
    __proto__: null,
    t: counts,
    h: held,
    f: tracer.first,
    b: function (branch, inside, value) {
      tell(branch, inside, value)
      return value
    },
    d: function (number, value) {
      return (discriminants[number] = value)
    },
    k: function (branch, inside, number, value) {
      tell(branch, inside, value === discriminants[number])
      return value
    },
    r: give,
    c: call,
  }
})(machine, tracer)
delete globalThis.tracer
