// weekdayRange(day [, day] [, "GMT"]): in any case of letters; undefined for what is no day. A range that wraps holds every day (KIO
// src/kpac/script.cpp: read, not measured).
;(function (machine) {
  'use strict'
  var days = 'sun mon tue wed thu fri sat'

  function number(text) {
    text = machine.lower(text)
    return text.length === 3 && machine.indexOf(days, text) % 4 === 0 ? machine.indexOf(days, text) / 4 : -1
  }

  machine.kde.define('weekdayRange', 1, function (texts) {
    var first = number(texts[0])
    if (first < 0) return undefined
    var last = texts.length > 1 ? number(texts[1]) : -1
    var zone = last < 0 ? texts[1] : texts[2]
    var now = new Date()
    var today = zone !== undefined && machine.kde.isGmt(zone) ? now.getUTCDay() : now.getDay()
    return machine.kde.inRange(today, first, last < 0 ? first : last)
  })
})(machine)
