import type { Words } from '../en.ts'

export const advice: Words['advice'] = {
  reasons: {
    'no DHCP answer': () =>
      'nenhum servidor DHCP responde aqui a DHCPINFORM: faça o wpadd escutar neste enlace, ou um relay repassar os INFORM',
    'no option 252': () => 'um servidor DHCP responde sem a opção 252: acrescente a URL a ele, ou deixe os INFORM com o wpadd',
    'no proxy here': () => 'o servidor diz “aqui não há proxy”: está certo se esta rede não tem nenhum',
    'not a URL': () => 'escreva a URL inteira: http://192.0.2.10/wpad.dat',
    'no privilege': () =>
      'a porta 68 exige CAP_NET_BIND_SERVICE, que a unidade do systemd dá ao wpadd; ou pergunte só a este wpadd',
    'port taken': () => 'o cliente DHCP desta máquina ocupa a porta 68: pare-o por um momento, ou pergunte só a este wpadd',
    'no own address': () => 'esta máquina não tem um endereço IPv4 de onde perguntar: dê um a ela',
    refused: ({ name }) =>
      `o servidor DNS recusa ${name}: pergunte a um resolvedor que encaminhe a zona ao wpadd (a glibc encerra aqui sua lista de busca)`,
    'server failure': () => 'o servidor DNS tem problemas com este nome: veja o log dele e a zona para a qual encaminha',
    'no DNS answer': () =>
      'o servidor DNS não responde a esta pergunta: todos os clientes esperam aqui; responda, nem que seja com NODATA',
    'no DNS server': () => 'não há servidor DNS: configure um nesta máquina, ou pergunte só a este wpadd',
    'too late': () => 'o DNS demorou demais para este cliente: responda a todas as perguntas em um segundo',
    outside: ({ name, kind }) =>
      `${kind} pergunta por ${name}, e quem for dono desse domínio pode responder: ocupe o nome no seu DNS`,
    'no address': () => 'o host não tem endereço: publique-o no DNS, ou escreva um endereço na URL',
    unreachable: () => 'nada responde lá por HTTP: inicie o servidor web, ou abra a porta 80 para esta rede',
    'no HTTP answer': () => 'o servidor web aceita a conexão e não responde: verifique-o, e o que há no caminho',
    unreadable: () =>
      'este cliente não consegue ler a resposta: sirva HTTP/1.1 simples, com a linha de status inteira e Content-Length',
    status: () => 'sirva o arquivo com status 200 para qualquer Host, incluindo este nome e este endereço',
    redirect: () => 'sirva o arquivo onde ele é pedido, sem redirecionamento',
    'not fetched': () => 'dê uma URL que comece com http://',
    'no script': () => 'o arquivo não tem FindProxyForURL: sirva o próprio PAC',
    HTML: () => 'chega uma página web no lugar do PAC: um portal, uma página de erro com status 200 ou outro host virtual',
    'too large': () => 'diminua o arquivo',
    type: () => 'sirva-o como application/x-ns-proxy-autoconfig',
    coding: () => 'sirva-o sem Content-Encoding aos clientes que não pedem nenhum',
    'byte order mark': () => 'salve o arquivo sem marca de ordem de bytes',
    'cut short': () => 'o arquivo termina antes do seu Content-Length: verifique o servidor, e o que há no caminho',
  },
  fromDhcp: (url) => `${url} é o que o DHCP entrega`,
  hidden:
    'um nome que está em um servidor DNS do Windows fica oculto pela lista global de bloqueio de consultas: Set-DnsServerGlobalQueryBlockList -List isatap, em cada servidor',
  end: {
    found: ({ url, bytes, contentType }) => `${url}: ${bytes} bytes, ${contentType || 'sem tipo de mídia'}`,
    asksNothing: (kind) => `sem PAC: ${kind} não pergunta nada e vai DIRECT`,
    deadDhcp: (kind) =>
      `sem PAC: ${kind} encerra a busca na URL do DHCP e vai DIRECT; corrija o que há lá, ou retire a opção 252`,
    wouldTake: (kind, url) => `nenhum PAC seu: ${kind} pegaria o de ${url}`,
    ended: (kind, ask) => `sem PAC: ${kind} encerra a busca após ${ask} e vai DIRECT`,
  },
}
