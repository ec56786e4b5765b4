import { html } from 'hono/html'
import type { Frame } from '../frame/env.ts'
import { type Html, plainPage } from '../frame/layout.ts'

/** What the sign-in page shows beside its two fields. */
export interface SignInView {
  readonly isLinkOffered: boolean
  /** The path that was asked for. */
  readonly next?: string | undefined
  readonly title?: string | undefined
  readonly name?: string | undefined
  /** Why the last attempt was in vain. */
  readonly problem?: string | undefined
  /** The SHA-256 fingerprint of the certificate that wpadd made for itself. */
  readonly fingerprint?: string | undefined
}

/** The page with a name and a password; what everyone sees who is not signed in. */
export function signInPage(frame: Frame, view: SignInView): Html {
  const { signIn } = frame.words.people
  return plainPage(
    frame,
    view.title ?? signIn.title,
    html`${view.problem === undefined ? '' : html`<p class="problem" role="alert" id="why">${view.problem}</p>`}
      <form method="post" action="/sign-in" class="people-sign-in">
        <input type="hidden" name="next" value="${view.next ?? '/'}">
        <label for="name">${signIn.name}</label>
        <input id="name" name="name" value="${view.name ?? ''}" autocomplete="username" autocapitalize="none" spellcheck="false"
          required maxlength="64" ${view.name ? '' : html`autofocus`}>
        <label for="password">${signIn.password}</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required maxlength="256"
          ${view.name ? html`autofocus` : ''} ${view.problem ? html`aria-describedby="why"` : ''}>
        <button class="primary">${signIn.button}</button>
      </form>
      ${help(frame, view)}`,
  )
}

function help({ words }: Frame, { isLinkOffered, fingerprint }: SignInView): Html {
  const { signIn } = words.people
  return html`<details class="people-help"><summary>${signIn.help}</summary>
      ${isLinkOffered ? link(signIn) : ''}
      <p>${signIn.byCommand}</p>
      <pre tabindex="0">wpadd user passwd NAME --config FILE</pre>
    </details>
    ${fingerprint === undefined ? '' : html`<p class="hint">${signIn.fingerprint}<br><code>${fingerprint}</code></p>`}`
}

function link(signIn: Frame['words']['people']['signIn']): Html {
  return html`<p>${signIn.link}</p>
      <p>${signIn.freshLink}</p>
      <pre tabindex="0">systemctl reload wpadd; journalctl -u wpadd -n 20</pre>
      <p>${signIn.freshLinkTerminal}</p>
      <pre tabindex="0">kill -HUP PID</pre>`
}

/**
 * Where the link leads. Only the button trades the token for a session: a browser that loads a link ahead of time does not use it
 * up, and the session cookie (SameSite=Strict) counts at once, whoever showed the link.
 */
export function linkPage(frame: Frame, token: string): Html {
  const { signIn } = frame.words.people
  return plainPage(
    frame,
    signIn.title,
    html`<p>${signIn.oneBrowser}</p>
      <form method="post" action="/sign-in">
        <input type="hidden" name="token" value="${token}">
        <button class="primary" autofocus>${signIn.button}</button>
      </form>`,
  )
}
