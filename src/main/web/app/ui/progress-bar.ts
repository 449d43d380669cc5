import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';

/** A bar from 0 to 100. */
@customElement('z-progress')
export class ProgressBar extends LitElement {
  static override styles = css`
    :host { display: block; height: 4px; border-radius: 2px; overflow: hidden; background: color-mix(in srgb, var(--text) 12%, transparent); }
    i { display: block; height: 100%; width: 100%; border-radius: inherit; background: linear-gradient(90deg, #8b7bff, #ff6f91); transform-origin: left; transition: transform 600ms cubic-bezier(0.2, 0, 0, 1); }
    @media (prefers-reduced-motion: reduce) { i { transition: none; } }
  `;

  @property({ type: Number }) value = 0;
  @property() label = '';

  protected override updated(): void {
    const share = Math.max(0, Math.min(100, this.value)) / 100;
    this.renderRoot.querySelector('i')!.style.transform = `scaleX(${share})`;
    this.setAttribute('role', 'progressbar');
    this.setAttribute('aria-valuenow', String(Math.round(this.value)));
    this.setAttribute('aria-label', this.label);
  }

  override render() {
    return html`<i></i>`;
  }
}
