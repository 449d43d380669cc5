import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { session, signIn } from '../core/context';
import { Problem } from '../core/problem';
import { shared } from '../styles/shared';
import { strings } from '../strings';
import './icon';
import './logo';

/** Asks for a key. Over a page whose key has expired, it leaves what was entered there. */
@customElement('z-sign-in')
export class SignIn extends LitElement {
  static override styles = [shared, css`
    .place { display: grid; place-items: center; width: 100%; }
    :host { display: grid; place-items: center; min-height: 100dvh; padding: 24px; background: radial-gradient(ellipse 90% 60% at 50% -10%, color-mix(in srgb, var(--glow) 20%, transparent), transparent) var(--bg); }
    :host([expired]) { background: color-mix(in srgb, var(--bg) 60%, transparent); backdrop-filter: blur(8px); }
    form { width: 100%; max-width: 392px; padding: 32px; display: grid; gap: 18px; box-shadow: var(--shadow-3); border-radius: 16px; }
    z-logo { width: 44px; height: 44px; }
    header { display: grid; gap: 6px; }
    h1 { margin-top: 12px; }
    label { display: block; margin-bottom: 6px; font-weight: 540; font-size: 13px; }
    .key { position: relative; }
    .key input { padding-right: 42px; font-family: var(--mono); font-size: 13px; min-height: 42px; }
    .key button { position: absolute; right: 4px; top: 4px; }
    .remember { display: flex; align-items: center; gap: 9px; margin: 0; font-weight: 440; color: var(--text-2); cursor: pointer; }
    .primary { min-height: 42px; font-size: 14px; }
    .fault { margin-top: 7px; color: var(--bad); font-size: 13px; }
  `];

  @property({ type: Boolean, reflect: true }) expired = false;
  @state() private fault = '';
  @state() private busy = false;
  @state() private visible = false;

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  override render() {
    const text = strings.signIn;
    const form = html`<form class="card" @submit=${this.submit} novalidate aria-labelledby="title">
      <header><z-logo ?turning=${this.busy}></z-logo>
        <h1 id="title">${this.expired ? text.expiredTitle : text.title}</h1>
        <p class="quiet">${this.expired ? text.expiredLead : text.lead}</p></header>
      <div>
        <label for="key">${text.key}</label>
        <div class="key">
          <input id="key" name="key" type=${this.visible ? 'text' : 'password'} autocomplete="off" autocapitalize="off" spellcheck="false"
            aria-invalid=${this.fault ? 'true' : nothing} aria-describedby=${this.fault ? 'fault' : nothing} @input=${() => (this.fault = '')}>
          <button type="button" class="plain icon-only" aria-pressed=${this.visible} @click=${() => (this.visible = !this.visible)}
            aria-label=${this.visible ? text.hide : text.show}><z-icon name="eye"></z-icon></button>
        </div>
        ${this.fault ? html`<p class="fault" id="fault" role="alert">${this.fault}</p>` : nothing}
      </div>
      <label class="remember"><input type="checkbox" name="remember">${text.remember}</label>
      <button class="primary" ?disabled=${this.busy}>${this.expired ? text.resume : text.submit}</button>
      ${this.expired ? html`<button type="button" class="plain" @click=${() => session.signOut()}>${text.signOut}</button>` : nothing}
    </form>`;
    return this.expired ? html`<div class="place" role="dialog" aria-modal="true" aria-labelledby="title">${form}</div>`
      : html`<main class="place">${form}</main>`;
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const key = String(data.get('key') ?? '').trim();
    if (!/^[\x21-\x7e]+$/.test(key)) {
      this.fault = key ? strings.signIn.unprintable : strings.signIn.wrong;
      return;
    }
    this.busy = true;
    try {
      await signIn(key, data.has('remember'));
    } catch (error) {
      this.fault = error instanceof Problem && error.status === 401 ? strings.signIn.wrong : strings.signIn.failed;
    } finally {
      this.busy = false;
    }
  }
}
