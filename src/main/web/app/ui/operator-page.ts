import { LitElement, css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { api, notices, session } from '../core/context';
import { ago, seconds } from '../core/format';
import { Rates, type DeadCallback, type Overview, type Setting, type UnknownTask } from '../core/operator';
import type { Problem } from '../core/problem';
import { STATUSES } from '../core/task-store';
import { shared } from '../styles/shared';
import { strings } from '../strings';
import './empty-state';
import './icon';
import './spark-line';
import './status-badge';
import './unknown-task';
import './vendor-card';

const REFRESH_MILLIS = 2000;
const POLLS = 'polls';
const BAD = new Set(['unknown', 'refused']);

/** What an operator sees: vendors, creates and polls as they happen, what needs a decision, and the settings. */
@customElement('z-operator-page')
export class OperatorPage extends LitElement {
  static override styles = [shared, css`
    :host { display: grid; gap: 20px; }
    header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 6px 16px; }
    header span { font-size: 13px; color: var(--text-3); }
    .grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(260px, 100%), 1fr)); gap: 20px; }
    section.card { padding: 18px; display: grid; gap: 12px; align-content: start; }
    .charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(200px, 100%), 1fr)); gap: 22px 32px; }
    .counts { display: flex; flex-wrap: wrap; gap: 10px 18px; }
    .counts li { display: flex; gap: 8px; align-items: center; font-weight: 560; }
    .rows { font-size: 13px; }
    .rows li { display: flex; flex-wrap: wrap; gap: 4px 14px; align-items: center; padding: 9px 0; border-top: 1px solid var(--line); }
    .rows li > :last-child { margin-left: auto; }
    .mono { font-size: 12px; overflow-wrap: anywhere; }
    .lead { font-size: 13px; color: var(--text-2); margin-top: -8px; }
  `];

  @state() private overview?: Overview;
  @state() private unknown: UnknownTask[] = [];
  @state() private settings: Setting[] = [];
  @state() private failed = false;
  private readonly rates = new Rates();
  private timer?: ReturnType<typeof setTimeout>;

  override connectedCallback(): void {
    super.connectedCallback();
    void api.settings().then(({ data }) => (this.settings = data), () => {});
    void this.refresh();
  }

  override disconnectedCallback(): void {
    clearTimeout(this.timer);
    super.disconnectedCallback();
  }

  private async refresh(): Promise<void> {
    clearTimeout(this.timer);
    try {
      if (!document.hidden && !session.expired) {
        const overview = await api.overview();
        this.rates.add(Date.now() / 1000, { ...overview.creates, [POLLS]: overview.polls });
        if (overview.unknown !== this.unknown.length) this.unknown = (await api.unknownTasks()).data;
        this.overview = overview;
        this.failed = false;
      }
    } catch {
      this.failed = true;
    }
    if (this.isConnected) this.timer = setTimeout(() => void this.refresh(), REFRESH_MILLIS);
  }

  override render() {
    const { overview } = this;
    const text = strings.operator;
    if (!overview) {
      return this.failed ? html`<z-empty icon="alert" heading=${strings.signIn.failed} lead=${strings.problem.offline}></z-empty>` : nothing;
    }
    return html`<header><h1>${text.title}</h1><span class="number">${text.version(overview.version)}</span>
        <span class="number">${text.up(seconds(overview.now - overview.since))}</span>
        ${this.failed ? html`<span role="status">${strings.live.offline}</span>` : nothing}</header>
      <div class="grid">${overview.vendors.map((vendor) => html`<z-vendor .vendor=${vendor} .now=${overview.now}></z-vendor>`)}
        ${this.tasks(overview)}${this.waiting(overview)}</div>
      ${this.charts(overview)}
      <section class="card"><h2>${text.unknown}</h2>
        ${this.unknown.length ? html`<p class="lead">${text.unknownLead}</p><div>${this.unknown.map((task) => html`<z-unknown-task .task=${task} .now=${overview.now}
          @reconciled=${() => this.again()}></z-unknown-task>`)}</div>` : html`<p class="faint">${text.noUnknown}</p>`}</section>
      ${this.callbacks(overview)}
      ${this.set()}`;
  }

  private tasks(overview: Overview) {
    return html`<section class="card"><h2>${strings.operator.tasks}</h2><ul class="counts">${STATUSES.map((status) => html`<li class="number">
      <z-status status=${status}></z-status>${(overview.tasks[status] ?? 0).toLocaleString('en')}</li>`)}</ul></section>`;
  }

  private waiting(overview: Overview) {
    const text = strings.operator;
    return html`<section class="card"><h2>${text.waiting}</h2>${overview.waiting.length ? html`<ul class="rows">${overview.waiting.map((one) => html`<li>
      <span class="text">${one.caller}</span><b class="number">${one.creates.toLocaleString('en')}</b></li>`)}</ul>` : html`<p class="faint">${text.noneWaiting}</p>`}</section>`;
  }

  private charts(overview: Overview) {
    const text = strings.operator;
    return html`<section class="card"><h2>${text.creates}</h2><div class="charts">
      ${Object.entries(overview.creates).map(([outcome, count]) => html`<z-spark label=${outcome} .rates=${this.rates.of(outcome)} .total=${count} ?bad=${BAD.has(outcome)}></z-spark>`)}
      <z-spark label=${text.polls} .rates=${this.rates.of(POLLS)} .total=${overview.polls}></z-spark></div>
      ${Object.keys(overview.creates).length ? nothing : html`<p class="faint">${text.noCreates}</p>`}</section>`;
  }

  private callbacks({ callbacks, now }: Overview) {
    const text = strings.operator;
    return html`<section class="card"><h2>${text.dead} <span class="faint number">${text.waitingCallbacks(callbacks.waiting)}</span></h2>
      ${callbacks.newest.length ? html`<ul class="rows">${callbacks.newest.map((one) => html`<li>
        <span class="mono">${one.task}</span><span class="text quiet">${one.caller}</span><span class="text faint">${[one.receiver,
          one.last_status && strings.deliveries.answer(one.last_status), one.last_error, one.last_try && ago(one.last_try, now)].filter(Boolean).join(' · ')}</span>
        <button @click=${() => this.redeliver(one)} aria-label=${strings.deliveries.redeliverOf(one.task)}><z-icon name="again"></z-icon>${strings.deliveries.redeliver}</button></li>`)}</ul>`
        : html`<p class="faint">${text.noDead}</p>`}</section>`;
  }

  private set() {
    const text = strings.operator;
    return html`<section class="card"><h2>${text.settings}</h2>${this.settings.length ? html`<ul class="rows">${this.settings.map((one) => html`<li>
      <span class="mono">${one.name}</span><span class="mono quiet">${one.value}</span><span class="faint text">${one.source}</span></li>`)}</ul>`
      : html`<p class="faint">${text.noSettings}</p>`}</section>`;
  }

  private again(): void {
    this.unknown = [];
    void this.refresh();
  }

  private async redeliver(callback: DeadCallback): Promise<void> {
    try {
      await api.redeliver(callback.id);
      notices.show(strings.deliveries.redelivered);
    } catch (error) {
      notices.show((error as Problem).message || strings.problem.offline, true);
    }
    await this.refresh();
  }
}
