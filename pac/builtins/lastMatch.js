// RegExp.$1 and its like: what the last match left on RegExp, which browsers' engines, JScript and Qt's have (ECMA-262 proposal "Legacy
// RegExp features") and QuickJS lacks. Every match of a script goes through RegExp.prototype.exec (ECMA-262, RegExpExec), so for a script that
// names one of them that is replaced by one that remembers. Not a PAC function.
machine.keepLastMatch = (function (machine) {
  'use strict'
  var constructor = RegExp
  var prototype = RegExp.prototype
  var define = Object.defineProperty
  var found = { length: 1, 0: '', index: 0, input: '' }
  var input = ''

  var exec = {
    exec(text) {
      var match = machine.exec(this, text)
      if (match !== null) {
        found = match
        input = match.input
      }
      return match
    },
  }.exec

  function group(number) {
    return number < found.length && found[number] !== undefined ? found[number] : ''
  }

  function show(names, get, set) {
    for (var i = 0; i < names.length; i++) define(constructor, names[i], { get: get, set: set, enumerable: false, configurable: true })
  }

  function ignore() {}

  return function () {
    define(prototype, 'exec', { value: exec, writable: true, enumerable: false, configurable: true })
    for (let number = 1; number <= 9; number++) show(['$' + number], function () { return group(number) }, ignore)
    show(['lastMatch', '$&'], function () { return group(0) }, ignore)
    show(['lastParen', '$+'], function () { return found.length > 1 ? group(found.length - 1) : '' }, ignore)
    show(['leftContext', '$`'], function () { return machine.slice(found.input, 0, found.index) }, ignore)
    show(['rightContext', "$'"], function () { return machine.slice(found.input, found.index + group(0).length) }, ignore)
    show(['input', '$_'], function () { return input }, function (value) { input = `${value}` })
  }
})(machine)
