// timeRange(...): one hour, two hours, or as many numbers for the beginning as for the end; the end of an hour alone is its last moment,
// every other end its first; an end before the beginning is on the next day, so that the morning after is not inside
// (CFNetwork of Mac OS X 10.4, PACSupport.js: read, not measured;\n// what changed since is not published).
function timeRange() {
  var now = new Date()
  var count = arguments.length
  var last = arguments[count - 1]
  var gmt = typeof last == 'string' && last.toUpperCase() == 'GMT'
  if (gmt) count--
  if (!count || count > 6 || (count % 2 && count != 1)) return false
  var fields = gmt ? ['setUTCHours', 'setUTCMinutes', 'setUTCSeconds'] : ['setHours', 'setMinutes', 'setSeconds']
  function bound(args, from, to, minute, second, ms) {
    var date = new Date(now.getTime())
    date.setMinutes(minute, second, ms)
    for (var i = from; i < to; i++) date[fields[i - from]](args[i])
    return date.getTime()
  }
  var half = Math.ceil(count / 2)
  var from = bound(arguments, 0, half, 0, 0, 0)
  var to = count == 1 ? bound(arguments, 0, 1, 59, 59, 999) : bound(arguments, half, count, 0, 0, 0)
  if (to < from) to += 86400000
  return from <= now.getTime() && now.getTime() <= to
}
