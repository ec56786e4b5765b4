// weekdayRange(day [, day] [, "GMT"]): in any case of letters; FRI to MON wraps (CFNetwork of Mac OS X 10.4, PACSupport.js: read, not measured;\n// what changed since is not published).
function weekdayRange(from, to, gmt) {
  var now = new Date()
  var days = 'SUNMONTUEWEDTHUFRISAT'
  from = from.toUpperCase()
  to = to == undefined ? from : to.toUpperCase()
  var first = days.indexOf(from)
  var last = days.indexOf(to)
  if (last == -1 && to == 'GMT') {
    gmt = to
    last = first
  }
  if (first == -1 || last == -1) return false
  var today = 3 * (gmt == 'GMT' ? now.getUTCDay() : now.getDay())
  return first <= last ? first <= today && today <= last : today <= last || first <= today
}
