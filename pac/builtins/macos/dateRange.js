// dateRange(...): days, months and years in any order, the first of each kind being of the beginning and the second of the end; what is
// not said is today's, or the beginning's. A range whose end lies before its beginning is empty
// (CFNetwork of Mac OS X 10.4, PACSupport.js: read, not measured;\n// what changed since is not published). Its local dates lack a `new` there, without which the function is always false; it is
// taken for mended.
function dateRange() {
  var now = new Date()
  var count = arguments.length
  var last = arguments[count - 1]
  var gmt = typeof last == 'string' && last.toUpperCase() == 'GMT'
  if (gmt) count--
  if (!count || count > 6) return false
  var days = []
  var monthsOf = []
  var years = []
  for (var i = 0; i < count; i++) {
    var field = arguments[i]
    var list = days
    if (typeof field == 'string') {
      field = 'JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC'.indexOf(field.toUpperCase()) / 3
      list = monthsOf
      if (field < 0) return false
    } else if (typeof field != 'number' || !field) return false
    else if (field > 31) list = years
    if (list.push(field) > 2) return false
  }
  function part(list, k, today) {
    return list.length > k ? list[k] : list.length > 0 ? list[0] : today
  }
  function date(k, hour, minute, second, ms) {
    var year = part(years, k, gmt ? now.getUTCFullYear() : now.getFullYear())
    var month = part(monthsOf, k, gmt ? now.getUTCMonth() : now.getMonth())
    var day = part(days, k, gmt ? now.getUTCDate() : now.getDate())
    return gmt ? Date.UTC(year, month, day, hour, minute, second, ms) : new Date(year, month, day, hour, minute, second, ms).getTime()
  }
  return date(0, 0, 0, 0, 0) <= now.getTime() && now.getTime() <= date(1, 23, 59, 59, 999)
}
