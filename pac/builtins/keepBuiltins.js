// Takes away what an older engine does not have: `kept` names objects and the properties that stay; what is PAC's stays anyway. It is
// done when every file has been run, since they may use what goes. Not a PAC function.
machine.keepBuiltins = (function (machine) {
  'use strict'
  var names = Object.getOwnPropertyNames
  var descriptor = Object.getOwnPropertyDescriptor
  var create = Object.create
  var global = globalThis

  function objectAt(path) {
    var object = global
    var parts = machine.split(path, '.')
    for (var i = 0; i < parts.length; i++) object = object[parts[i]]
    return object
  }

  function setOf(list) {
    var set = create(null)
    for (var i = 0; i < list.length; i++) set[list[i]] = true
    return set
  }

  // built-in functions may be gone before the last object has been seen to
  function keep(object, list) {
    var kept = setOf(machine.split(list, ' '))
    var candidates = object === global ? machine.engineGlobals : names(object)
    for (var i = 0; i < candidates.length; i++) {
      var property = kept[candidates[i]] === true ? undefined : descriptor(object, candidates[i])
      if (property !== undefined && property.configurable) delete object[candidates[i]]
    }
  }

  return function (kept) {
    var paths = names(kept)
    var objects = []
    for (var i = 0; i < paths.length; i++) objects[i] = objectAt(paths[i])
    machine.finish = function () {
      for (var i = 0; i < paths.length; i++) keep(objects[i], kept[paths[i]])
    }
  }
})(machine)
