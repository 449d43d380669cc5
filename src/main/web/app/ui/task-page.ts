import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api, draft, made, notices, router, session, tasks } from '../core/context';
import { ago, bytes, moment, seconds } from '../core/format';
import { Problem } from '../core/problem';
import { Watch } from '../core/signal';
import { secondsLeft, shownProgress } from '../core/task-store';
import { ended, type Result, type Task } from '../core/types';
import { shared } from '../styles/shared';
import { strings } from '../strings';
import { Clock } from './clock';
import './copy-button';
import './delivery-list';
import './empty-state';
import './failure-note';
import './film-player';
import './icon';
import './logo';
import './progress-bar';
import './status-badge';
import './task-timeline';

/** One task: its film or its progress, what failed, its request and its callbacks. */
@customElement('z-task-page')
export class TaskPage extends LitElement {
  static override styles = [shared, css`
    .back { display: inline-flex; align-items: center; gap: 6px; margin-bottom: 14px; color: var(--text-2); font-size: 13px; font-weight: 500; text-decoration: none; border-radius: 4px; }
    .back:hover { color: var(--text); }
    .columns { display: grid; grid-template-columns: minmax(0, 1fr) 340px; gap: 28px; align-items: start; }
    .main, aside { display: grid; gap: 20px; min-width: 0; }
    .stage { position: relative; overflow: hidden; }
    .progress { position: relative; aspect-ratio: 16 / 9; display: grid; place-content: center; justify-items: center; overflow: hidden; background: radial-gradient(ellipse at 50% 10%, #3a2f7a, #14121f 70%); color: #fff; text-align: center; }
    .progress.still { aspect-ratio: auto; min-height: 260px; }
    .still z-icon { width: 30px; height: 30px; }
    .progress img { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: cover; filter: blur(14px) saturate(0.9) brightness(0.5); scale: 1.12; }
    .progress img.failed { filter: grayscale(1) blur(6px) brightness(0.4); }
    .progress > div { position: relative; display: grid; justify-items: center; gap: 14px; text-shadow: 0 1px 8px #00000080; }
    .progress z-logo { width: 52px; height: 52px; margin-bottom: 4px; }
    .progress .soft { color: #ffffffcc; font-size: 13.5px; }
    .percent { font-size: 46px; font-weight: 600; letter-spacing: -0.035em; line-height: 1; }
    .percent small { font-size: 22px; opacity: 0.7; margin-left: 3px; }
    .progress z-progress { width: min(320px, 60vw); height: 5px; background: #ffffff33; }
    .actions { display: flex; flex-wrap: wrap; gap: 8px; }
    .title { display: grid; gap: 8px; }
    .title h1 { font-size: 18px; }
    .when { font-size: 13px; color: var(--text-3); display: flex; gap: 10px; align-items: center; flex-wrap: wrap; }
    section.card { padding: 18px; display: grid; gap: 12px; }
    dl { display: grid; gap: 9px; font-size: 13px; }
    dl > div { display: grid; grid-template-columns: 84px minmax(0, 1fr); gap: 12px; align-items: baseline; }
    dt { color: var(--text-3); }
    .id { display: flex; align-items: center; gap: 2px; }
    .id z-copy { margin: -8px -8px -8px auto; }
    pre { margin: 0; font: 400 12px/1.6 var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; color: var(--text-2); max-height: 320px; overflow: auto; unicode-bidi: isolate; }
    .prompt { font-size: 14px; line-height: 1.6; max-height: 240px; overflow: auto; }
    .until { font-size: 12.5px; color: var(--text-3); }
    dialog { border: 1px solid var(--line-strong); border-radius: var(--radius); background: var(--raised); color: var(--text); padding: 22px; max-width: 360px; box-shadow: var(--shadow-3); }
    dialog::backdrop { background: #00000066; }
    dialog p { font-weight: 580; font-size: 15px; margin-bottom: 18px; }
    dialog div { display: flex; gap: 8px; justify-content: flex-end; }
    @media (max-width: 980px) { .columns { grid-template-columns: minmax(0, 1fr); } }
  `];

  @property() taskId = '';
  @state() private problem?: Problem;
  @state() private busy = false;
  /** The state for which request and timeline were read; the event stream has neither. */
  private loaded = '';
  private readonly clock = new Clock(this, () => !!this.task && !ended(this.task));

  constructor() {
    super();
    new Watch(this, tasks);
    new Watch(this, session);
  }

  private get task(): Task | undefined {
    return tasks.get(this.taskId);
  }

  protected override willUpdate(changes: PropertyValues): void {
    const stale = this.task ? this.loaded !== known(this.task) : !this.problem;
    if (changes.has('taskId') || (stale && !this.busy && !this.problem)) void this.load();
  }

  private async load(): Promise<void> {
    this.problem = undefined;
    this.busy = true;
    try {
      const task = await api.wholeTask(this.taskId);
      tasks.learn([task]);
      this.loaded = known(task);
    } catch (error) {
      this.problem = error instanceof Problem ? error : Problem.offline();
    } finally {
      this.busy = false;
    }
  }

  override render() {
    const text = strings.task;
    const { task } = this;
    if (!task) {
      if (!this.problem) return html`<div class="card progress" aria-busy="true"><z-logo turning></z-logo></div>`;
      return this.problem.status === 404 || this.problem.status === 422
        ? html`<z-empty icon="search" heading=${text.notFound} lead=${text.notFoundLead}><a class="button" href=${router.href('tasks')}>${text.back}</a></z-empty>`
        : html`<z-empty icon="alert" heading=${strings.signIn.failed} lead=${strings.problem.offline}><button @click=${() => this.load()}>${strings.tasks.retry}</button></z-empty>`;
    }
    return html`<a class="back" href=${router.href('tasks')}><z-icon name="back"></z-icon>${text.back}</a>
      <div class="columns">
        <div class="main">
          ${this.stage(task)}
          ${this.others(task)}
          ${task.error ? html`<z-failure .error=${task.error}></z-failure>` : nothing}
          ${this.request(task)}
        </div>
        <aside>
          <div class="title"><h1 class="text">${task.model}</h1>
            <p class="when"><z-status status=${task.status} role="status"></z-status><time datetime=${new Date(task.created * 1000).toISOString()} title=${moment(task.created)}>${ago(task.created, this.clock.now)}</time></p></div>
          <div class="actions">${this.actions(task)}</div>
          ${this.details(task)}
          ${task.timeline?.length ? html`<z-timeline .entries=${task.timeline}></z-timeline>` : nothing}
          <z-deliveries task=${task.id} state=${task.status}></z-deliveries>
        </aside>
      </div>${this.dialog()}`;
  }

  private stage(task: Task) {
    const film = task.results?.[0];
    if (film) return html`<div class="card stage"><z-film .result=${film}></z-film></div>`;
    const picture = made.picture(task.id);
    if (ended(task)) {
      if (task.status === 'failed' && !picture) return nothing; // what failed comes first
      return html`<div class="card stage"><div class="progress still">${picture ? html`<img class=${task.status} src=${picture} alt="">` : nothing}
        <div><z-icon name=${task.status === 'failed' ? 'alert' : 'close'}></z-icon>${task.status === 'cancelled' ? html`<p class="soft">${strings.task.cancelledLead}</p>` : nothing}</div></div></div>`;
    }
    const { now } = this.clock;
    const value = shownProgress(task, now);
    const left = secondsLeft(task, now);
    const text = task.status === 'pending' ? strings.tasks.waiting : left ? strings.tasks.left(seconds(left)) : strings.tasks.late;
    return html`<div class="card stage"><div class="progress">${picture ? html`<img src=${picture} alt="">` : nothing}
      <div><z-logo turning></z-logo>
        <span class="percent number">${Math.round(value)}<small>%</small></span>
        <z-progress .value=${value} label=${strings.task.rendering}></z-progress>
        <span class="soft number">${text}</span></div></div></div>`;
  }

  private others(task: Task) {
    const others = (task.results ?? []).slice(1);
    return others.length ? html`<section class="card"><h2>${strings.task.files}</h2>${others.map((result) => html`<z-film .result=${result}></z-film>`)}</section>` : nothing;
  }

  private actions(task: Task) {
    const text = strings.task;
    const film = task.results?.[0];
    const own = film && api.own(film.url);
    const request = this.requestOf(task);
    return html`
      ${own ? html`<a class="button primary" href=${own} download="${task.id}.${extension(film)}"><z-icon name="download"></z-icon>${text.download}</a>
        <z-copy .text=${own} label=${text.copyLink}></z-copy>` : nothing}
      ${request ? html`<button @click=${() => this.again(request)}><z-icon name="again"></z-icon>${text.again}</button>` : nothing}
      ${task.task_info.can_cancel ? html`<button class="danger" ?disabled=${this.busy} @click=${() => this.renderRoot.querySelector('dialog')!.showModal()}>
        <z-icon name="close"></z-icon>${text.cancel}</button>` : nothing}
      ${film?.expires_at && own ? html`<p class="until number">${text.linkUntil(moment(film.expires_at))}</p>` : nothing}`;
  }

  private requestOf(task: Task) {
    return task.request ?? made.request(task.id);
  }

  private request(task: Task) {
    const request = this.requestOf(task);
    if (!request) return nothing;
    const { prompt, model: _, ...rest } = request;
    return html`<section class="card"><h2>${strings.task.request}</h2>
      ${typeof prompt === 'string' ? html`<p class="prompt text" dir="auto" tabindex="0">${prompt}</p>` : nothing}
      ${Object.keys(rest).length ? html`<pre tabindex="0">${JSON.stringify(rest, null, 2)}</pre>` : nothing}</section>`;
  }

  private details(task: Task) {
    const text = strings.task;
    const film = task.results?.[0];
    const row = (name: string, value: unknown, mono = false) => html`<div><dt>${name}</dt><dd class="text number ${mono ? 'mono' : ''}">${value}</dd></div>`;
    return html`<section class="card"><h2>${text.details}</h2><dl>
      <div><dt>${text.id}</dt><dd class="id"><span class="mono clip" title=${task.id}>${task.id}</span><z-copy small .text=${task.id} label=${text.copyId}></z-copy></dd></div>
      ${row(text.created, moment(task.created))}
      ${!ended(task) && task.task_info.estimated_time ? row(text.took, seconds(task.task_info.estimated_time)) : nothing}
      ${film?.content_type ? row(text.type, film.content_type) : nothing}
      ${film?.size ? row(text.size, bytes(film.size)) : nothing}
      ${film?.sha256 ? html`<div><dt>${text.sha}</dt><dd class="mono clip" title=${film.sha256}>${film.sha256}</dd></div>` : nothing}
      ${task.usage ? row(text.usage, JSON.stringify(task.usage), true) : nothing}</dl></section>`;
  }

  private dialog() {
    const close = () => this.renderRoot.querySelector('dialog')!.close();
    return html`<dialog aria-labelledby="ask"><p id="ask">${strings.task.cancelAsk}</p><div>
      <button @click=${close}>${strings.task.cancelKeep}</button>
      <button class="danger" @click=${() => { close(); void this.cancel(); }}>${strings.task.cancel}</button></div></dialog>`;
  }

  private again(request: NonNullable<Task['request']>): void {
    draft.request = request;
    router.go('');
  }

  private async cancel(): Promise<void> {
    this.busy = true;
    try {
      tasks.learn([await api.cancel(this.taskId)]);
      notices.show(strings.task.cancelled);
    } catch (error) {
      notices.show((error as Problem).message || strings.problem.offline, true);
      await this.load();
    } finally {
      this.busy = false;
    }
  }
}

/** What the timeline depends on. */
function known(task: Task | undefined): string {
  return task ? `${task.id} ${task.status} ${task.results?.every((result) => result.sha256)}` : '';
}

function extension(film: Result): string {
  return (film.content_type ?? 'video/mp4').split('/')[1].replace('quicktime', 'mov').replace(/[^a-z0-9]/g, '');
}
