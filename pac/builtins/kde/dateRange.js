// dateRange(...): what the numbers are is told from how many there are and how large they are; undefined for what is no range. Its list of
// arguments has the list's length at its end, which is cut off again: after "GMT" the last argument is cut off instead, so that
// dateRange(1, "GMT") is undefined. A range that wraps holds every date (KIO src/kpac/script.cpp: read, not measured).
;(function (machine) {
  'use strict'
  var months = 'jan feb mar apr may jun jul aug sep oct nov dec'

  function month(text) {
    text = machine.lower(text)
    return text.length === 3 && machine.indexOf(months, text) % 4 === 0 ? machine.indexOf(months, text) / 4 + 1 : 0
  }

  function today(gmt) {
    var now = new Date()
    return gmt ? [now.getUTCFullYear(), now.getUTCMonth() + 1, now.getUTCDate()] : [now.getFullYear(), now.getMonth() + 1, now.getDate()]
  }

  function day(year, month, date) {
    return year * 10000 + month * 100 + date
  }

  function isInside(values, numbers, now) {
    var inRange = machine.kde.inRange
    var a = values[0]
    var b = values[1]
    var c = values[2]
    var d = values[3]
    switch (values.length) {
      case 6:
        return inRange(day(now[0], now[1], now[2]), day(c, b, a), day(values[5], values[4], d))
      case 4:
        if (b < 13 && d < 13) return inRange(day(now[0], now[1], now[2]), day(now[0], b, a), day(now[0], d, c))
        return inRange(day(now[0], now[1], now[2]), day(b, a, now[2]), day(d, c, now[2]))
      case 2:
        return inRange(a >= 1000 && b >= 1000 ? now[0] : numbers === 2 ? now[2] : now[1], a, b)
      case 1:
        return inRange(a >= 1000 ? now[0] : numbers === 1 ? now[2] : now[1], a, a)
      default:
        return undefined
    }
  }

  machine.define('dateRange', function dateRange() {
    var values = []
    var numbers = 0
    var gmt = false
    for (var i = 0; i <= arguments.length; i++) {
      var argument = i < arguments.length ? arguments[i] : arguments.length
      var value = typeof argument === 'number' ? argument | 0 : month(`${argument}`)
      if (typeof argument === 'number' && numbers === i) numbers++
      if (value <= 0) {
        gmt = machine.kde.isGmt(`${argument}`)
        break
      }
      values[values.length] = value
    }
    if (values.length === numbers) numbers--
    values.length = values.length === 0 ? 0 : values.length - 1
    return isInside(values, numbers, today(gmt))
  })
})(machine)
