import type { Words } from '../en.ts'

export const people: Words['people'] = {
  title: 'Personas',
  lead: 'Cuentas, tokens y lo que se cambió.',
  signIn: {
    title: 'Iniciar sesión',
    name: 'Nombre',
    password: 'Contraseña',
    button: 'Iniciar sesión',
    wrong: 'El nombre o la contraseña no es correcto.',
    oldLink: 'Este enlace ya se usó o es demasiado antiguo.',
    wait: (seconds) =>
      `Demasiados intentos fallidos. Pruebe de nuevo en ${seconds < 120 ? `${seconds} segundos` : `${Math.ceil(seconds / 60)} minutos`}.`,
    signedOut: 'Sesión cerrada',
    oneBrowser: 'Este enlace inicia sesión en un solo navegador, una vez.',
    help: '¿No tiene contraseña o la ha olvidado?',
    link: 'Al arrancar, wpadd escribe en su registro un enlace de un solo uso. Ábralo en este navegador.',
    freshLink: '¿Ya se usó o tiene más de una hora? Pida uno nuevo a wpadd y léalo en el registro. Como servicio:',
    freshLinkTerminal: 'En un terminal, donde PID es el proceso de wpadd:',
    byCommand: 'Otro administrador puede darle una contraseña. También este comando, en la máquina donde corre wpadd:',
    fingerprint: 'wpadd creó el certificado de esta página. Su huella SHA-256, que también está en el registro:',
  },
}
