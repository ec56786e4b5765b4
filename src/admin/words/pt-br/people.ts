import type { Words } from '../en.ts'

export const people: Words['people'] = {
  title: 'Pessoas',
  lead: 'Contas, tokens e o que foi alterado.',
  signIn: {
    title: 'Entrar',
    name: 'Nome',
    password: 'Senha',
    button: 'Entrar',
    wrong: 'O nome ou a senha não está correto.',
    oldLink: 'Este link já foi usado ou é antigo demais.',
    wait: (seconds) =>
      `Tentativas erradas demais. Tente de novo em ${seconds < 120 ? `${seconds} segundos` : `${Math.ceil(seconds / 60)} minutos`}.`,
    signedOut: 'Você saiu',
    oneBrowser: 'Este link permite entrar em um só navegador, uma vez.',
    help: 'Sem senha, ou esqueceu?',
    link: 'Ao iniciar, o wpadd escreve no seu log um link de uso único. Abra-o neste navegador.',
    freshLink: 'Já foi usado ou tem mais de uma hora? Peça um novo ao wpadd e leia-o no log. Como serviço:',
    freshLinkTerminal: 'Em um terminal, onde PID é o processo do wpadd:',
    byCommand: 'Outro administrador pode lhe dar uma senha. Este comando também, na máquina em que o wpadd roda:',
    fingerprint: 'O certificado desta página foi criado pelo wpadd. Sua impressão digital SHA-256, que também está no log:',
  },
}
