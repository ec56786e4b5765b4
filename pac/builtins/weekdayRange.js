// weekdayRange(day [, day] [, "GMT"]): whether today lies between the two days; FRI to MON wraps (Netscape 1996; Chromium pac_js_library.h).
// A third argument that is not exactly "GMT" makes the engines look at the first day only. Older engines do not wrap.
var wdays = { SUN: 0, MON: 1, TUE: 2, WED: 3, THU: 4, FRI: 5, SAT: 6 }
var weekdayRange = (function (wraps) {
  function number(name) {
    return name in wdays ? wdays[name] : -1
  }
  return function weekdayRange() {
    var count = arguments.length
    var now = new Date()
    if (count < 1) return false
    var gmt = arguments[count - 1] == 'GMT'
    if (gmt) count--
    var today = gmt ? now.getUTCDay() : now.getDay()
    var first = number(arguments[0])
    var last = count == 2 ? number(arguments[1]) : first
    if (first == -1 || last == -1) return false
    return first <= last || !wraps ? first <= today && today <= last : today <= last || first <= today
  }
})(machine.rangesWrap)
