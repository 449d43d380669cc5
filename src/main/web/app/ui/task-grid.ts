import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { layout, type Layout } from '../core/grid';
import type { Task } from '../core/types';
import { shared } from '../styles/shared';
import './task-card';

const MIN_CARD = 250;
const GAP = 20;
const FOOT = 62;
const SPARE_ROWS = 2;

/** A grid of cards, of which only those in view exist. Fires `end` when the last row comes into view. */
@customElement('z-task-grid')
export class TaskGrid extends LitElement {
  static override styles = [shared, css`
    .all { position: relative; contain: layout; }
    ul { position: absolute; inset: 0 0 auto; display: grid; gap: 20px; }
    li { min-width: 0; }
  `];

  @property({ attribute: false }) tasks: Task[] = [];
  private place?: Layout;
  private readonly size = new ResizeObserver(() => this.measure());
  private readonly scrolled = () => this.measure();

  override connectedCallback(): void {
    super.connectedCallback();
    this.size.observe(this);
    window.addEventListener('scroll', this.scrolled, { passive: true });
    window.addEventListener('resize', this.scrolled);
  }

  override disconnectedCallback(): void {
    this.size.disconnect();
    window.removeEventListener('scroll', this.scrolled);
    window.removeEventListener('resize', this.scrolled);
    super.disconnectedCallback();
  }

  private compute(): Layout {
    const box = this.getBoundingClientRect();
    return layout({
      count: this.tasks.length, width: box.width, minCard: MIN_CARD, gap: GAP, foot: FOOT, top: -box.top,
      viewHeight: window.innerHeight, spare: SPARE_ROWS,
    });
  }

  private measure(): void {
    const next = this.compute();
    const before = this.place;
    if (!before || next.first !== before.first || next.last !== before.last || next.columns !== before.columns || next.rowHeight !== before.rowHeight) {
      this.requestUpdate();
    }
  }

  protected override willUpdate(): void {
    this.place = this.compute();
  }

  override render() {
    const { first, last } = this.place!;
    return html`<div class="all"><ul role="list">${repeat(this.tasks.slice(first, last), (task) => task.id, (task, index) => html`<li
      aria-setsize=${this.tasks.length} aria-posinset=${first + index + 1}><z-task-card .task=${task}></z-task-card></li>`)}</ul></div>`;
  }

  protected override updated(): void {
    const { columns, rowHeight, height, first, last } = this.place!;
    const all = this.renderRoot.querySelector<HTMLElement>('.all')!;
    const list = this.renderRoot.querySelector('ul')!;
    all.style.height = `${height}px`;
    list.style.gridTemplateColumns = `repeat(${columns}, minmax(0, 1fr))`;
    list.style.gridAutoRows = `${rowHeight - GAP}px`;
    list.style.transform = `translateY(${(first / columns) * rowHeight}px)`;
    if (last >= this.tasks.length) this.dispatchEvent(new CustomEvent('end'));
  }
}
