import type { Words } from '../en.ts'

export const advice: Words['advice'] = {
  reasons: {
    'no DHCP answer': () =>
      'ningún servidor DHCP responde aquí a DHCPINFORM: haga que wpadd escuche en este enlace, o que un relay le pase los INFORM',
    'no option 252': () => 'un servidor DHCP responde sin la opción 252: añádale la URL, o deje los INFORM a wpadd',
    'no proxy here': () => 'el servidor dice «aquí no hay proxy»: es correcto si esta red no tiene ninguno',
    'not a URL': () => 'escriba la URL entera: http://192.0.2.10/wpad.dat',
    'no privilege': () =>
      'el puerto 68 requiere CAP_NET_BIND_SERVICE, que la unidad de systemd da a wpadd; o pregunte solo a este wpadd',
    'port taken': () => 'el cliente DHCP de esta máquina ocupa el puerto 68: deténgalo un momento, o pregunte solo a este wpadd',
    'no own address': () => 'esta máquina no tiene una dirección IPv4 desde la que preguntar: dele una',
    refused: ({ name }) =>
      `el servidor DNS rechaza ${name}: pregunte a un resolutor que reenvíe la zona a wpadd (glibc termina aquí su lista de búsqueda)`,
    'server failure': () => 'el servidor DNS tiene problemas con este nombre: mire su registro y la zona a la que reenvía',
    'no DNS answer': () =>
      'el servidor DNS no responde a esta pregunta: todos los clientes esperan aquí; respóndala, aunque sea con NODATA',
    'no DNS server': () => 'no hay servidor DNS: configure uno en esta máquina, o pregunte solo a este wpadd',
    'too late': () => 'el DNS tardó demasiado para este cliente: responda a todas sus preguntas en un segundo',
    outside: ({ name, kind }) =>
      `${kind} pregunta por ${name}, y puede responder quien posea ese dominio: ocupe el nombre en su DNS`,
    'no address': () => 'su host no tiene dirección: publíquela en el DNS, o escriba una dirección en la URL',
    unreachable: () => 'nada responde allí por HTTP: inicie el servidor web, o abra el puerto 80 a esta red',
    'no HTTP answer': () => 'el servidor web acepta la conexión y no responde: revíselo, y revise lo que hay en medio',
    unreadable: () =>
      'este cliente no puede leer la respuesta: sirva HTTP/1.1 sencillo, con la línea de estado entera y Content-Length',
    status: () => 'sirva el archivo con estado 200 para cualquier Host, incluidos este nombre y esta dirección',
    redirect: () => 'sirva el archivo donde se pide, sin redirección',
    'not fetched': () => 'dé una URL que empiece por http://',
    'no script': () => 'el archivo no tiene FindProxyForURL: sirva el PAC mismo',
    HTML: () => 'llega una página web en lugar del PAC: un portal, una página de error con estado 200 u otro host virtual',
    'too large': () => 'haga el archivo más pequeño',
    type: () => 'sírvalo como application/x-ns-proxy-autoconfig',
    coding: () => 'sírvalo sin Content-Encoding a los clientes que no piden ninguno',
    'byte order mark': () => 'guarde el archivo sin marca de orden de bytes',
    'cut short': () => 'el archivo termina antes de su Content-Length: revise el servidor y lo que hay en medio',
  },
  fromDhcp: (url) => `${url} es lo que entrega DHCP`,
  hidden:
    'un nombre que sí está en un servidor DNS de Windows queda oculto por su lista global de bloqueo de consultas: Set-DnsServerGlobalQueryBlockList -List isatap, en cada servidor',
  end: {
    found: ({ url, bytes, contentType }) => `${url}: ${bytes} bytes, ${contentType || 'sin tipo de contenido'}`,
    asksNothing: (kind) => `sin PAC: ${kind} no pregunta nada y va DIRECT`,
    deadDhcp: (kind) =>
      `sin PAC: ${kind} termina su búsqueda en la URL de DHCP y va DIRECT; corrija lo que hay allí, o quite la opción 252`,
    wouldTake: (kind, url) => `ningún PAC suyo: ${kind} tomaría el de ${url}`,
    ended: (kind, ask) => `sin PAC: ${kind} termina su búsqueda tras ${ask} y va DIRECT`,
  },
}
