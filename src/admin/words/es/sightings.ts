import type { Words } from '../en.ts'

export const sightings: Words['sightings'] = {
  title: 'Avistamientos',
  lead: 'Quién preguntó, cómo, y qué se le respondió.',
  live: {
    on: 'En vivo',
    pause: 'Pausar',
    resume: 'Seguir',
    paused: (count) =>
      count === 0
        ? 'En pausa'
        : `En pausa; desde entonces ${count === 1 ? 'preguntó 1 cliente' : `preguntaron ${count} clientes`}`,
    lost: 'Sin conexión en vivo: wpadd no responde. Se intenta de nuevo.',
  },
  figures: {
    label: 'Cifras',
    clients: 'clientes',
    never: 'preguntaron y nunca lo descargaron',
    old: 'con un PAC antiguo',
    refused: 'rechazados',
    neverHint: 'se le dijo dónde está el PAC y no lo ha descargado; un servidor DNS que pregunta por otros nunca lo hace',
    oldHint: 'el último PAC que obtuvo ya no es el que recibiría',
    refusedHint: 'lo último que pidió fue rechazado',
  },
  plot: {
    title: 'Clientes por hora',
    summary: (most, hours) =>
      `Como máximo ${most} ${most === 1 ? 'cliente' : 'clientes'} por hora en las últimas ${hours} horas.`,
    bar: (hour, clients, refused) =>
      `${hour}: ${clients} ${clients === 1 ? 'cliente' : 'clientes'}${refused === 0 ? '' : `, ${refused} peticiones rechazadas`}`,
    table: 'Como tabla',
    columns: {
      hour: 'hora (UTC)',
      site: 'sitio',
      clients: 'clientes',
      dhcp: 'DHCP',
      names: 'nombres',
      http: 'HTTP',
      refused: 'rechazos',
    },
    noSite: 'ningún sitio',
    refused: 'con rayas: en esa hora se rechazaron peticiones',
  },
  filter: {
    title: 'Qué clientes',
    text: 'dirección o nombre',
    site: 'sitio',
    way: 'preguntó por',
    outcome: 'resultado',
    from: 'desde (UTC)',
    to: 'hasta (UTC)',
    any: 'cualquiera',
    show: 'Mostrar',
    all: 'Mostrar todos',
    wrong: (field) => `${field}: no es una fecha y hora; no se tuvo en cuenta`,
  },
  ways: { dhcp: 'DHCP', names: 'DNS', http: 'HTTP' },
  way: {
    asked: (way, outcome, at) => `preguntó por ${way}: ${outcome}, ${at}`,
    not: (way) => `no ha preguntado por ${way}`,
  },
  table: {
    caption: 'Clientes, primero el último que se vio',
    client: 'cliente',
    ways: 'preguntó por',
    pac: 'PAC',
    last: 'última vez',
    site: 'sitio',
  },
  pac: {
    current: 'vigente',
    old: 'antiguo',
    since: (at) => `desde ${at}`,
    never: 'nunca lo descargó',
    none: 'ninguno',
  },
  story: {
    title: (client) => `Lo que hizo ${client}`,
    close: 'Cerrar',
    gone: 'Ya no se sabe nada de este cliente.',
    seen: (count) => `${count} ${count === 1 ? 'avistamiento' : 'avistamientos'}`,
    first: 'visto por primera vez',
    hardware: 'dirección física',
    userAgent: 'User-Agent',
    told: 'se le dijo',
    noProxy: 'sin proxy aquí',
    answered: 'respondido',
    silence: 'sin respuesta',
    older: 'Avistamientos anteriores',
    newest: 'Avistamientos más recientes',
    later: (time) => `${time} después`,
  },
  older: 'Clientes anteriores',
  newest: 'Clientes más recientes',
  further: 'Se revisaron 50.000 clientes. Ver otros anteriores',
  none: 'Ningún cliente coincide. Quite algún filtro o busque más atrás.',
  empty: {
    title: 'Ningún cliente ha preguntado todavía',
    lead: 'Esta página se llena cuando los clientes preguntan por DHCP, DNS y HTTP. Pruébelo en uno:',
    name: '¿El nombre lleva hasta aquí?',
    file: '¿Llega el archivo?',
    dhcp: 'La opción 252 de DHCP llega con la próxima concesión de un equipo Windows: ipconfig /renew',
  },
  kept: {
    title: 'Qué se guarda',
    full: (rows, days) => `Los avistamientos se guardan con la dirección completa, como máximo ${rows}, durante ${days} días.`,
    prefix: (rows, days) =>
      `Los avistamientos se guardan solo con la red del cliente (/24, /48), como máximo ${rows}, durante ${days} días.`,
    dropped: (count) =>
      `${count === 1 ? 'Se descartó 1 avistamiento' : `Se descartaron ${count} avistamientos`} desde que wpadd arrancó: llegaron más de los que se pueden guardar.`,
    problem: (why) => `Los últimos avistamientos no se pudieron guardar: ${why}`,
  },
}
