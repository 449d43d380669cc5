import { LitElement, css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { notices } from '../core/context';
import { shared } from '../styles/shared';
import './icon';

const SHOWN_MILLIS = 4500;

/** Shows each notice for a moment, and tells it to screen readers. */
@customElement('z-notice')
export class Notice extends LitElement {
  static override styles = [shared, css`
    :host { position: fixed; inset: auto 0 24px; z-index: 40; display: flex; justify-content: center; pointer-events: none; padding: 0 16px; }
    div { display: flex; align-items: center; gap: 9px; padding: 11px 16px; border-radius: 10px; background: var(--ink); color: var(--on-ink); font-weight: 500; font-size: 13.5px; box-shadow: var(--shadow-3); opacity: 0; transform: translateY(8px); transition: opacity var(--smooth), transform var(--smooth); }
    div.shown { opacity: 1; transform: none; }
  `];

  @state() private shown = false;
  private timer?: ReturnType<typeof setTimeout>;
  private stop?: () => void;

  override connectedCallback(): void {
    super.connectedCallback();
    this.stop = notices.subscribe(() => {
      this.shown = true;
      this.requestUpdate();
      clearTimeout(this.timer);
      this.timer = setTimeout(() => (this.shown = false), SHOWN_MILLIS);
    });
  }

  override disconnectedCallback(): void {
    this.stop?.();
    super.disconnectedCallback();
  }

  override render() {
    return html`<div class=${this.shown ? 'shown' : ''} role="status">
      ${this.shown ? html`<z-icon name=${notices.bad ? 'alert' : 'check'}></z-icon>${notices.text}` : ''}</div>`;
  }
}
