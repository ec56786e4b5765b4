// `Intl`, which the browsers' engines have and QuickJS lacks, as far as a PAC can be expected to touch it: the name of the time
// zone, which is the world's. Not a PAC function.
;(function (machine) {
  'use strict'

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
