import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';

/** The zoetrope: a drum with slits. It turns while something is rendered. */
@customElement('z-logo')
export class Logo extends LitElement {
  static override styles = css`
    :host { display: inline-flex; width: 26px; height: 26px; }
    svg { width: 100%; height: 100%; }
    .slits { stroke: #7458e8; stroke-width: 1.8; stroke-linecap: round; }
    :host([turning]) .slits { stroke-dasharray: 3.6 5.400; animation: turn 0.9s steps(6) infinite; }
    @keyframes turn { from { transform: translateX(-2.75px); } to { transform: translateX(2.75px); } }
    @media (prefers-reduced-motion: reduce) { :host([turning]) .slits { animation: none; } }
  `;

  @property({ type: Boolean, reflect: true }) turning = false;

  override render() {
    return html`<svg viewBox="0 0 32 32" aria-hidden="true">
      <defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop stop-color="#8b7bff"/><stop offset="1" stop-color="#ff6f91"/></linearGradient></defs>
      <rect width="32" height="32" rx="8" fill="url(#g)"/>
      <g fill="#fff"><ellipse cx="16" cy="9.500" rx="9.500" ry="3.500"/><path d="M6.500 13.200c2.200 1.600 5.700 2.400 9.500 2.400s7.300-.8 9.500-2.400V22c0 2.100-4.300 3.800-9.500 3.800S6.500 24.100 6.500 22Z"/></g>
      <path class="slits" d="M10.500 17.500v3.600M16 18.300v3.600M21.500 17.500v3.600"/>
    </svg>`;
  }
}
