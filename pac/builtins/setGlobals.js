// Gives a script the globals that an engine has and QuickJS lacks, of which a PAC can be expected to ask no more than whether they are
// there, and takes away those that the engine does not have. Not a PAC function.
machine.setGlobals = (function (machine) {
  'use strict'

  function add(name, value) {
    Object.defineProperty(globalThis, name, { value: value, writable: true, enumerable: false, configurable: true })
  }

  function missing(name) {
    return function () {
      throw new TypeError(name + ' is not provided')
    }
  }

  // each a list of names with blanks between them
  return function (objects, functions, absent) {
    machine.split(objects, ' ').forEach(function (name) { add(name, {}) })
    machine.split(functions, ' ').forEach(function (name) { add(name, missing(name)) })
    machine.split(absent, ' ').forEach(function (name) { delete globalThis[name] })
  }
})(machine)
