// timeRange(...): one hour, two, four or six numbers, with an optional "GMT"; other numbers of arguments throw. A range that wraps holds
// every time (KIO src/kpac/script.cpp: read, not measured).
;(function (machine) {
  'use strict'

  function seconds(hour, minute, second) {
    return (hour | 0) * 3600 + (minute | 0) * 60 + (second | 0)
  }

  machine.define('timeRange', function timeRange() {
    var count = arguments.length
    var zone = count > 0 && typeof arguments[count - 1] === 'string' ? arguments[count - 1] : undefined
    if (zone !== undefined) count--
    var now = new Date()
    var gmt = zone !== undefined && machine.kde.isGmt(zone)
    var hour = gmt ? now.getUTCHours() : now.getHours()
    var time = seconds(hour, gmt ? now.getUTCMinutes() : now.getMinutes(), now.getSeconds())
    var a = arguments
    var inRange = machine.kde.inRange
    switch (count) {
      case 1:
        return inRange(hour, a[0] | 0, a[0] | 0)
      case 2:
        return inRange(hour, a[0] | 0, a[1] | 0)
      case 4:
        return inRange(time, seconds(a[0], a[1], 0), seconds(a[2], a[3], 0))
      case 6:
        return inRange(time, seconds(a[0], a[1], a[2]), seconds(a[3], a[4], a[5]))
      default:
        throw new TypeError('Unable to determine callable overload')
    }
  })
})(machine)
