import { html } from 'hono/html'
import type { Frame } from '../frame/env.ts'
import { type Html, plainPage } from '../frame/layout.ts'

/**
 * Where the link leads. Only the button trades the token for a session: a browser that loads a link ahead of time does not use it
 * up, and the session cookie (SameSite=Strict) counts at once, whoever showed the link.
 */
export function signInPage(frame: Frame, token: string): Html {
  return plainPage(
    frame,
    'Sign in',
    html`<p>This link signs in one browser, once.</p>
      <form method="post" action="/sign-in">
        <input type="hidden" name="token" value="${token}">
        <button class="primary" autofocus>Sign in</button>
      </form>`,
  )
}

/** What everyone without a session sees. */
export function signedOutPage(frame: Frame, title = 'You are not signed in'): Html {
  return plainPage(
    frame,
    title,
    html`<p>wpadd prints a one-time sign-in link in its log when it starts. Open that link in this browser.</p>
      <p>The link was used already, or is over an hour old? Ask wpadd for a fresh one, and read it in the log. As a service:</p>
      <pre>systemctl reload wpadd; journalctl -u wpadd -n 20</pre>
      <p>In a terminal, where PID is wpadd's own process:</p>
      <pre>kill -HUP PID</pre>`,
  )
}
