// localHostOrDomainIs(host, hostdom): the same name; but a host without a dot is looked for between slashes, as "/^www/", which no
// name contains (libproxy src/backend/plugins/pacrunner-duktape/pacutils.h).
function localHostOrDomainIs(host, hostdom) {
  return isPlainHostName(host) ? hostdom.search('/^' + host + '/') != -1 : host == hostdom
}
