import { LitElement, css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { config, live, router, session, tasks, theme } from '../core/context';
import { Watch } from '../core/signal';
import { shared } from '../styles/shared';
import { strings } from '../strings';
import './icon';
import './logo';

/** Brand, pages, the state of the connection, theme and sign-out. */
@customElement('z-top-bar')
export class TopBar extends LitElement {
  static override styles = [shared, css`
    :host { position: sticky; top: 0; z-index: 10; border-bottom: 1px solid var(--line); background: color-mix(in srgb, var(--bg) 82%, transparent); backdrop-filter: saturate(160%) blur(14px); }
    .bar { display: flex; align-items: center; gap: 20px; height: 56px; max-width: 1240px; margin: 0 auto; padding: 0 24px; }
    .brand { display: flex; align-items: center; gap: 9px; font-weight: 640; font-size: 15px; letter-spacing: -0.02em; text-decoration: none; border-radius: 6px; }
    nav { display: flex; gap: 2px; flex: 1; }
    nav a { display: inline-flex; align-items: center; gap: 7px; height: 34px; padding: 0 11px; border-radius: var(--radius-s); color: var(--text-2); font-weight: 520; font-size: 13.5px; text-decoration: none; transition: background var(--quick), color var(--quick); }
    nav a:hover { color: var(--text); background: var(--sunken); }
    nav a[aria-current] { color: var(--text); background: color-mix(in srgb, var(--text) 8%, transparent); }
    .count { min-width: 18px; padding: 0 5px; border-radius: 9px; background: var(--accent-soft); color: var(--accent); font: 600 11px/18px var(--font); text-align: center; }
    .skip { position: absolute; left: 12px; top: -60px; z-index: 30; box-shadow: var(--shadow-2); }
    .skip:focus { top: 10px; }
    .side { display: flex; align-items: center; gap: 4px; }
    .live { display: inline-flex; align-items: center; gap: 7px; padding: 0 8px; color: var(--text-3); font-size: 12.5px; }
    .dot { width: 7px; height: 7px; border-radius: 50%; background: var(--text-3); }
    .dot.on { background: var(--ok); box-shadow: 0 0 0 3px color-mix(in srgb, var(--ok) 20%, transparent); }
    .dot.polling { background: var(--run); }
    .dot.offline { background: var(--bad); box-shadow: 0 0 0 3px color-mix(in srgb, var(--bad) 20%, transparent); }
    .sandbox { display: flex; justify-content: center; padding: 6px 16px; background: var(--wait-soft); color: var(--wait); font-size: 12.5px; font-weight: 500; text-align: center; border-top: 1px solid color-mix(in srgb, var(--wait) 16%, transparent); }
    @media (max-width: 640px) {
      .bar { padding: 0 14px; gap: 10px; }
      .brand span, .live span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    }
  `];

  constructor() {
    super();
    for (const signal of [router, live, theme, tasks, session]) new Watch(this, signal);
  }

  private item(page: string, path: string, icon: string, text: string, count = 0) {
    const at = router.route.page;
    const current = at === page || (page === 'tasks' && at === 'task') || page === 'operator'; // an operator has one page
    return html`<a href=${router.href(path)} aria-current=${current ? 'page' : nothing}>
      <z-icon name=${icon}></z-icon>${text}${count ? html`<span class="count number">${count}</span>` : nothing}</a>`;
  }

  override render() {
    const icons = { system: 'system', light: 'sun', dark: 'moon' };
    const caller = session.role === 'caller';
    return html`<header>
      <button class="skip" @click=${() => this.dispatchEvent(new CustomEvent('skip'))}>${strings.nav.skip}</button>
      <div class="bar">
        <a class="brand" href=${router.href('')}><z-logo></z-logo><span>${strings.brand}</span></a>
        <nav aria-label=${strings.nav.label}>
          ${caller ? [this.item('create', '', 'plus', strings.nav.create),
            this.item('tasks', 'tasks', 'grid', strings.nav.tasks, tasks.running().length)]
            : this.item('operator', 'operator', 'gauge', strings.nav.operator)}
        </nav>
        <div class="side">
          ${caller ? html`<div class="live" role="status"><i class="dot ${live.state === 'live' ? 'on' : live.state}"></i><span>${strings.live[live.state]}</span></div>` : nothing}
          <button class="plain icon-only" @click=${() => theme.next()} aria-label=${strings.theme[theme.choice]} title=${strings.theme[theme.choice]}>
            <z-icon name=${icons[theme.choice]}></z-icon></button>
          ${config.needs_key ? html`<button class="plain icon-only" @click=${this.signOut} aria-label=${strings.signIn.signOut} title=${strings.signIn.signOut}>
            <z-icon name="out"></z-icon></button>` : nothing}
        </div>
      </div>
      ${config.sandbox ? html`<p class="sandbox">${strings.sandbox.banner}</p>` : nothing}
    </header>`;
  }

  private signOut(): void {
    live.stop();
    session.signOut();
    tasks.clear();
  }
}
