import { LitElement, css, html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { linePoints } from '../core/operator';
import { strings } from '../strings';

const WIDTH = 160;
const HEIGHT = 34;

/** A small live chart of a rate, with its present value. */
@customElement('z-spark')
export class SparkLine extends LitElement {
  static override styles = css`
    :host { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 2px 12px; align-items: end; }
    b { font: 560 13px/1.4 var(--font); overflow-wrap: anywhere; }
    .now { font: 600 15px/1.2 var(--font); font-variant-numeric: tabular-nums; text-align: right; }
    small { font: 400 12px/1.4 var(--font); color: var(--text-3); font-variant-numeric: tabular-nums; }
    svg { grid-column: 1 / -1; display: block; width: 100%; height: 38px; overflow: visible; color: var(--accent); }
    :host([bad]) svg { color: var(--bad); }
  `;

  @property() label = '';
  @property({ attribute: false }) rates: number[] = [];
  @property({ type: Number }) total = 0;
  @property({ type: Number }) most = 60;
  @property({ type: Boolean, reflect: true }) bad = false;

  override render() {
    const now = this.rates.at(-1) ?? 0;
    const points = linePoints(this.rates.length > 1 ? this.rates : [0, 0], WIDTH, HEIGHT, this.most);
    const [first] = points.split(',');
    return html`<b>${this.label}</b><span class="now">${strings.operator.perSecond(now < 10 ? now.toFixed(1) : String(Math.round(now)))}</span>
      <svg viewBox="0 -2 ${WIDTH} ${HEIGHT + 4}" preserveAspectRatio="none" aria-hidden="true">${svg`
        <polygon points="${first},${HEIGHT} ${points} ${WIDTH},${HEIGHT}" fill="currentColor" opacity="0.12"></polygon>
        <polyline points=${points} fill="none" stroke="currentColor" stroke-width="1.500" vector-effect="non-scaling-stroke"></polyline>`}</svg>
      <small>${strings.operator.total(this.total)}</small>`;
  }
}
