export const people = {
  title: 'People',
  lead: 'Accounts, tokens, and what was changed.',
  signIn: {
    title: 'Sign in',
    name: 'Name',
    password: 'Password',
    button: 'Sign in',
    wrong: 'The name or the password is wrong.',
    oldLink: 'This link is used up or too old.',
    wait: (seconds: number) =>
      `Too many wrong attempts. Try again in ${seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`}.`,
    signedOut: 'You are signed out',
    oneBrowser: 'This link signs in one browser, once.',
    help: 'No password, or forgotten?',
    link: 'wpadd prints a one-time sign-in link in its log when it starts. Open that link in this browser.',
    freshLink: 'It was used already, or is over an hour old? Ask wpadd for a fresh one, and read it in the log. As a service:',
    freshLinkTerminal: 'In a terminal, where PID is wpadd’s own process:',
    byCommand: 'Another administrator can give you a password. So can this command, on the machine that wpadd runs on:',
    fingerprint: 'The certificate of this page was made by wpadd. Its SHA-256 fingerprint, which is in the log too:',
  },
}
