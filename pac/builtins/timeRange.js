// timeRange(...): an hour, two hours, hours and minutes, or hours, minutes and seconds, with an optional "GMT" (Netscape 1996).
// As in the engines (Chromium pac_js_library.h): both ends of two hours are inside and they never wrap; the longer forms wrap past
// midnight, but in older engines; another number of arguments throws; "GMT" moves a local date to the UTC fields one by one, which is wrong by a day
// when the UTC day differs.
var timeRange = (function (wraps) {
  return function timeRange() {
    var count = arguments.length
    var now = new Date()
    if (count < 1) return false
    var gmt = arguments[count - 1] == 'GMT'
    if (gmt) count--
    var hour = gmt ? now.getUTCHours() : now.getHours()
    if (count == 1) return hour == arguments[0]
    if (count == 2) return arguments[0] <= hour && hour <= arguments[1]
    if (count != 4 && count != 6) throw 'timeRange: bad number of arguments'
    var from = new Date()
    var to = new Date()
    var half = count / 2
    if (count == 6) {
      from.setSeconds(arguments[2])
      to.setSeconds(arguments[5])
    }
    from.setHours(arguments[0])
    from.setMinutes(arguments[1])
    to.setHours(arguments[half])
    to.setMinutes(arguments[half + 1])
    if (count == 4) to.setSeconds(59)
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
