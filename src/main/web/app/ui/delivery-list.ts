import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api, notices } from '../core/context';
import { ago, moment } from '../core/format';
import type { Problem } from '../core/problem';
import type { Delivery } from '../core/types';
import { shared } from '../styles/shared';
import { strings } from '../strings';
import './icon';

const REFRESH_MILLIS = 5000;

/** The callbacks of a task and their attempts. Nothing is shown for a task without a callback. */
@customElement('z-deliveries')
export class DeliveryList extends LitElement {
  static override styles = [shared, css`
    section { padding: 18px; display: grid; gap: 12px; }
    li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 4px 12px; align-items: center; font-size: 13px; }
    li + li { padding-top: 12px; border-top: 1px solid var(--line); }
    .state { font-weight: 560; }
    .delivered { color: var(--ok); }
    .waiting { color: var(--wait); }
    .given_up, .gone { color: var(--bad); }
    small { grid-column: 1 / -1; color: var(--text-3); font-size: 12px; }
  `];

  @property() task = '';
  /** The state of the task: with its end, its callback begins. */
  @property() state = '';
  @state() private deliveries: Delivery[] = [];
  private timer?: ReturnType<typeof setInterval>;

  override connectedCallback(): void {
    super.connectedCallback();
    this.timer = setInterval(() => this.deliveries.some((one) => one.state === 'waiting') && void this.load(), REFRESH_MILLIS);
  }

  override disconnectedCallback(): void {
    clearInterval(this.timer);
    super.disconnectedCallback();
  }

  protected override updated(changes: PropertyValues): void {
    if (changes.has('task') || changes.has('state')) void this.load();
  }

  private async load(): Promise<void> {
    const { task } = this;
    await api.deliveries(task).then(({ data }) => {
      if (this.task === task) this.deliveries = data;
    }, () => {});
  }

  override render() {
    const text = strings.deliveries;
    if (!this.deliveries.length) return nothing;
    const now = Date.now() / 1000;
    return html`<section class="card"><h2>${text.title}</h2><ul>${this.deliveries.map((one) => html`<li>
      <span><span class="state ${one.state}">${text.states[one.state] ?? one.state}</span> <span class="faint text">${one.event}</span></span>
      <button ?disabled=${one.state === 'waiting'} @click=${() => this.redeliver(one)} aria-label=${text.redeliverOf(one.event)}>
        <z-icon name="again"></z-icon>${text.redeliver}</button>
      <small class="text number" title=${moment(one.created)}>${[one.url, text.attempts(one.attempts), one.last_status && text.answer(one.last_status),
        one.last_error, one.next_try && text.next(ago(one.next_try, now))].filter(Boolean).join(' · ')}</small></li>`)}</ul></section>`;
  }

  private async redeliver(delivery: Delivery): Promise<void> {
    try {
      await api.redeliver(delivery.id);
      notices.show(strings.deliveries.redelivered);
    } catch (error) {
      notices.show((error as Problem).message || strings.problem.offline, true);
    }
    await this.load();
  }
}
