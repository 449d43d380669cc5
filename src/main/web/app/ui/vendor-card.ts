import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ago, moment } from '../core/format';
import type { KeyState, Vendor } from '../core/operator';
import { shared } from '../styles/shared';
import { strings } from '../strings';

/** One vendor: whether creates reach it, its places, and how its keys are. */
@customElement('z-vendor')
export class VendorCard extends LitElement {
  static override styles = [shared, css`
    section { height: 100%; padding: 18px; display: grid; gap: 12px; align-content: start; }
    header { display: flex; align-items: center; gap: 10px; }
    header .mono { color: var(--text-3); font-size: 11.5px; margin-left: auto; }
    .state { display: flex; align-items: center; gap: 8px; font-size: 13px; color: var(--ok); font-weight: 520; }
    .state i { width: 8px; height: 8px; border-radius: 50%; background: currentColor; }
    .out { color: var(--bad); }
    .out i { border-radius: 1px; }
    li { padding-top: 10px; border-top: 1px solid var(--line); font-size: 13px; display: grid; gap: 3px; }
    .line { display: flex; gap: 10px; align-items: baseline; }
    .line > :last-child { margin-left: auto; }
    .open { color: var(--bad); font-weight: 560; }
    small { font-size: 12px; color: var(--text-3); }
  `];

  @property({ attribute: false }) vendor!: Vendor;
  @property({ type: Number }) now = 0;

  override render() {
    const { vendor } = this;
    const text = strings.operator;
    return html`<section class="card">
      <header><h2 class="text">${vendor.name}</h2><span class="mono">${vendor.protocol}</span></header>
      <p class="state ${vendor.outage ? 'out' : ''}"><i></i><span class="text">${vendor.outage ? text.outage(vendor.outage) : text.reachable}</span></p>
      <small class="number">${vendor.running === undefined || vendor.free_places === undefined ? text.unlimited : text.free(vendor.free_places, vendor.running)}
        · ${text.rate(vendor.creates_per_second, vendor.asks_per_second)}</small>
      <ul>${vendor.keys.map((key) => this.key(key))}</ul></section>`;
  }

  private key(key: KeyState) {
    const text = strings.operator;
    return html`<li>
      <span class="line"><span class="faint">${text.key}</span><span class="mono">${key.name}</span><span class="number">${text.live(key.live)}</span></span>
      <span class="line"><span class=${key.breaker === 'closed' ? 'quiet' : 'open'}>${text.breaker[key.breaker] ?? key.breaker}</span>
        ${key.rests_until ? html`<span class="open number">${text.rests(moment(key.rests_until))}</span>` : nothing}</span>
      ${key.last_failure ? html`<small class="text">${text.lastFailure(key.last_failure, key.last_failure_at ? ago(key.last_failure_at, this.now) : '')}</small>` : nothing}</li>`;
  }
}
