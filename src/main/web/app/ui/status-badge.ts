import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { strings } from '../strings';
import type { Status } from '../core/types';

/** The state of a task: a word and a colour. */
@customElement('z-status')
export class StatusBadge extends LitElement {
  static override styles = css`
    :host { display: inline-flex; }
    span { display: inline-flex; align-items: center; gap: 6px; padding: 0 9px 0 7px; height: 22px; border-radius: 11px; font: 560 12px/1 var(--font); background: var(--soft); color: var(--tone); white-space: nowrap; }
    i { width: 7px; height: 7px; border-radius: 50%; background: currentColor; }
    .pending { --tone: var(--wait); --soft: var(--wait-soft); }
    .pending i { background: none; box-shadow: inset 0 0 0 1.5px currentColor; }
    .processing { --tone: var(--run); --soft: var(--run-soft); }
    .processing i { animation: pulse 1.4s ease-in-out infinite; }
    .completed { --tone: var(--ok); --soft: var(--ok-soft); }
    .failed { --tone: var(--bad); --soft: var(--bad-soft); }
    .failed i { border-radius: 1px; }
    .cancelled { --tone: var(--text-2); --soft: var(--sunken); }
    .cancelled i { height: 2px; border-radius: 1px; }
    @keyframes pulse { 50% { opacity: 0.35; } }
    @media (prefers-reduced-motion: reduce) { .processing i { animation: none; } }
  `;

  @property() status: Status = 'pending';

  override render() {
    return html`<span class=${this.status}><i></i>${strings.status[this.status] ?? this.status}</span>`;
  }
}
