// Before weekdayRange, dateRange and timeRange: a first bound after the second is never met (nsProxyAutoConfig.js before 2014, which
// pacparser, libproxy and Wine took over). Not a PAC function.
machine.rangesWrap = false
