// dateRange(...): days, months and years, singly, as a range of one kind or of pairs and triples, with an optional "GMT" at the end
// (Netscape 1996). The engines' habits are kept, because administrators' files were tried against them (Chromium pac_js_library.h):
// - the bounds start as this year's first and last second, and fields are set on them one by one, so "FEB" set on 31 December
//   overflows into March, and (day, month) is true for every combination;
// - "GMT" copies the UTC fields one by one onto a local date, which goes wrong when the UTC month is another one;
// - a first bound after the second wraps around the year, but in older engines.
var months = { JAN: 0, FEB: 1, MAR: 2, APR: 3, MAY: 4, JUN: 5, JUL: 6, AUG: 7, SEP: 8, OCT: 9, NOV: 10, DEC: 11 }
var dateRange = (function (wraps) {
  return function dateRange() {
    function month(name) {
      return name in months ? months[name] : -1
    }
    // tells days (under 32) from years, and both from the names of months
    function set(date, field) {
      var number = parseInt(field)
      if (isNaN(number)) date.setMonth(month(field))
      else if (number < 32) date.setDate(number)
      else date.setFullYear(number)
      return number < 32
    }
    var count = arguments.length
    var now = new Date()
    if (count < 1) return false
    var gmt = arguments[count - 1] == 'GMT'
    if (gmt) count--
    if (count == 1) {
      var only = parseInt(arguments[0])
      if (isNaN(only)) return (gmt ? now.getUTCMonth() : now.getMonth()) == month(arguments[0])
      if (only < 32) return (gmt ? now.getUTCDate() : now.getDate()) == only
      return (gmt ? now.getUTCFullYear() : now.getFullYear()) == only
    }
    var year = now.getFullYear()
    var from = new Date(year, 0, 1, 0, 0, 0)
    var to = new Date(year, 11, 31, 23, 59, 59)
    var daysOnly = false
    for (var i = 0; i < count >> 1; i++) if (set(from, arguments[i])) daysOnly = count <= 2
    for (var k = count >> 1; k < count; k++) set(to, arguments[k])
    if (daysOnly) {
      from.setMonth(now.getMonth())
      to.setMonth(now.getMonth())
    }
    if (gmt) {
      now.setFullYear(now.getUTCFullYear())
      now.setMonth(now.getUTCMonth())
      now.setDate(now.getUTCDate())
      now.setHours(now.getUTCHours())
      now.setMinutes(now.getUTCMinutes())
      now.setSeconds(now.getUTCSeconds())
    }
    return from <= to || !wraps ? from <= now && now <= to : now <= to || from <= now
  }
})(machine.rangesWrap)
