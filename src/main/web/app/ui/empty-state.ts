import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared } from '../styles/shared';
import './icon';

/** A page or a part of it that has nothing to show: why, and what to do. */
@customElement('z-empty')
export class EmptyState extends LitElement {
  static override styles = [shared, css`
    :host { display: grid; justify-items: center; gap: 8px; padding: 84px 24px; text-align: center; }
    .picture { display: grid; place-items: center; width: 52px; height: 52px; margin-bottom: 8px; border: 1px solid var(--line); border-radius: 14px; background: var(--surface); box-shadow: var(--shadow-2); color: var(--text-2); }
    z-icon { width: 22px; height: 22px; }
    h1 { font-size: 18px; }
    p { max-width: 44ch; color: var(--text-2); }
    slot { display: flex; gap: 8px; margin-top: 14px; }
  `];

  @property() icon = '';
  @property() heading = '';
  @property() lead = '';

  override render() {
    return html`<div class="picture"><z-icon name=${this.icon}></z-icon></div>
      <h1>${this.heading}</h1>${this.lead ? html`<p>${this.lead}</p>` : nothing}<slot></slot>`;
  }
}
