import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { shared } from '../styles/shared';
import { strings } from '../strings';
import './icon';

const SHOWN_MILLIS = 1600;

/** Copies a text. Without the clipboard of the browser, which needs https, it selects a copy of the text. */
@customElement('z-copy')
export class CopyButton extends LitElement {
  static override styles = [shared, css`:host { display: inline-flex; } .done { color: var(--ok); }`];

  @property() text = '';
  @property() label = strings.copy;
  @property({ type: Boolean }) small = false;
  @state() private done = false;

  override render() {
    return html`<button type="button" class="${this.small ? 'plain icon-only' : ''} ${this.done ? 'done' : ''}" @click=${this.copy}
        aria-label=${this.small ? this.label : nothing} title=${this.small ? this.label : nothing}>
      <z-icon name=${this.done ? 'check' : 'copy'}></z-icon>${this.small ? nothing : this.done ? strings.copied : this.label}</button>
      <span class="hidden" role="status">${this.done ? strings.copied : ''}</span>`;
  }

  private async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.text);
    } catch {
      const area = document.createElement('textarea');
      area.value = this.text;
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
    }
    this.done = true;
    setTimeout(() => (this.done = false), SHOWN_MILLIS);
  }
}
