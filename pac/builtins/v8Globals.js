// Globals that V8 gives every script and QuickJS lacks, as far as a PAC can be expected to touch them: `console`, whose methods
// do nothing there, and `Intl`, of which only the name of the time zone is here (it is the world's). Not PAC functions.
;(function (machine) {
  'use strict'
  var silent = {}
  var names = 'debug error info log warn dir dirxml table trace group groupCollapsed groupEnd clear count countReset assert time timeLog timeEnd'
  machine.split(names, ' ').forEach(function (name) {
    silent[name] = function () {}
  })
  Object.defineProperty(globalThis, 'console', { value: silent, writable: true, enumerable: false, configurable: true })

  function DateTimeFormat() {
    return Object.create(DateTimeFormat.prototype)
  }
  DateTimeFormat.prototype.resolvedOptions = function () {
    return { locale: 'en-US', calendar: 'gregory', numberingSystem: 'latn', timeZone: machine.timeZone() }
  }
  DateTimeFormat.prototype.format = function (date) {
    return (date === undefined ? new Date() : new Date(date)).toLocaleDateString()
  }
  var intl = { DateTimeFormat: DateTimeFormat }
  Object.defineProperty(globalThis, 'Intl', { value: intl, writable: true, enumerable: false, configurable: true })
})(machine)
