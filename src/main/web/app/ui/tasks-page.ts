import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api, router, session, tasks } from '../core/context';
import { Watch } from '../core/signal';
import { STATUSES } from '../core/task-store';
import { shared } from '../styles/shared';
import { strings } from '../strings';
import './empty-state';
import './task-grid';

const PAGE = 60;

/** All tasks of the caller, newest first, with a filter by state. */
@customElement('z-tasks-page')
export class TasksPage extends LitElement {
  static override styles = [shared, css`
    header { display: flex; align-items: center; flex-wrap: wrap; gap: 12px 20px; margin-bottom: 20px; }
    h1 { margin-right: auto; }
    nav { display: flex; gap: 2px; padding: 3px; border-radius: 9px; background: var(--sunken); overflow-x: auto; max-width: 100%; }
    nav a { padding: 5px 11px; border-radius: 7px; font: 520 13px/20px var(--font); color: var(--text-2); text-decoration: none; white-space: nowrap; transition: color var(--quick); }
    nav a:hover { color: var(--text); }
    nav a[aria-current] { background: var(--raised); color: var(--text); box-shadow: var(--shadow-1), 0 0 0 1px var(--line); }
    .end { padding: 28px; text-align: center; color: var(--text-3); font-size: 13px; }
    .wait { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(260px, 100%), 1fr)); gap: 20px; }
    .wait i { aspect-ratio: 16 / 12; border-radius: var(--radius); background: var(--sunken); animation: breathe 1.6s ease-in-out infinite; }
    @keyframes breathe { 50% { opacity: 0.5; } }
  `];

  @property() status = '';
  @state() private loading = false;
  @state() private failed = false;

  constructor() {
    super();
    new Watch(this, tasks);
    new Watch(this, session);
  }

  protected override willUpdate(changes: PropertyValues): void {
    if (changes.has('status') || (!this.loading && !this.failed && !tasks.list(this.status))) void this.load(true);
  }

  private async load(first: boolean): Promise<void> {
    if (this.loading) return;
    const { status } = this;
    this.loading = true;
    this.failed = false;
    try {
      tasks.addPage(await api.tasks({ status, limit: PAGE, after: first ? undefined : tasks.cursor(status) }), status, first);
    } catch {
      this.failed = true;
    } finally {
      this.loading = false;
    }
  }

  override render() {
    const text = strings.tasks;
    const shown = tasks.list(this.status);
    return html`<header><h1>${text.title}</h1>
        <nav aria-label=${text.filter}>${['', ...STATUSES].map((status) => html`<a href=${router.href(status ? `tasks?status=${status}` : 'tasks')}
          aria-current=${status === this.status ? 'true' : nothing}>${status ? strings.status[status] : text.all}</a>`)}</nav></header>
      ${shown?.length ? html`<z-task-grid .tasks=${shown} @end=${this.more}></z-task-grid>
          ${this.failed ? this.problem() : html`<p class="end" role="status">${tasks.hasMore(this.status) ? text.more : text.end}</p>`}`
        : this.failed ? this.problem() : shown ? this.empty() : html`<div class="wait" aria-busy="true">${Array.from({ length: 8 }, () => html`<i></i>`)}</div>`}`;
  }

  private empty() {
    const text = strings.tasks;
    return this.status ? html`<z-empty icon="grid" heading=${text.emptyFilter} lead=${text.emptyFilterLead}>
        <a class="button" href=${router.href('tasks')}>${text.showAll}</a></z-empty>`
      : html`<z-empty icon="clip" heading=${text.empty} lead=${text.emptyLead}>
        <a class="button primary" href=${router.href('')}>${text.create}</a></z-empty>`;
  }

  private problem() {
    return html`<z-empty icon="alert" heading=${strings.tasks.failedLoad} lead=${strings.problem.offline}>
      <button @click=${() => this.load(!tasks.list(this.status))}>${strings.tasks.retry}</button></z-empty>`;
  }

  private more(): void {
    if (tasks.hasMore(this.status) && !this.failed) void this.load(false);
  }
}
