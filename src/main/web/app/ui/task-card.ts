import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api, made, posters, router } from '../core/context';
import { ago, seconds } from '../core/format';
import { Watch } from '../core/signal';
import { secondsLeft, shownProgress } from '../core/task-store';
import { ended, type Task } from '../core/types';
import { shared } from '../styles/shared';
import { strings } from '../strings';
import { Clock } from './clock';
import './icon';
import './logo';
import './progress-bar';
import './status-badge';

/** One task in the gallery: its film or its first frame, its state, what remains. */
@customElement('z-task-card')
export class TaskCard extends LitElement {
  static override styles = [shared, css`
    :host { height: 100%; }
    a { display: flex; flex-direction: column; height: 100%; border-radius: var(--radius); text-decoration: none; overflow: hidden; transition: box-shadow var(--smooth), transform var(--smooth), border-color var(--smooth); }
    a:hover { box-shadow: var(--shadow-2); border-color: var(--line-strong); transform: translateY(-1px); }
    .stage { position: relative; aspect-ratio: 16 / 9; overflow: hidden; background: radial-gradient(ellipse at 50% 30%, color-mix(in srgb, var(--glow) 16%, var(--sunken)), var(--sunken)); display: grid; place-items: center; }
    .stage > img, video { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: cover; }
    .stage > img.wait { filter: blur(6px) saturate(0.8) brightness(0.8); scale: 1.08; }
    .stage > img.failed { filter: grayscale(1) brightness(0.35); }
    .stage > img.failed ~ .why { color: #ffffffd9; }
    .stage > z-icon { width: 26px; height: 26px; color: var(--text-3); }
    .why { position: relative; padding: 34px 18px 12px; color: var(--text-2); font-size: 12.5px; text-align: center; display: -webkit-box; -webkit-line-clamp: 3; -webkit-box-orient: vertical; overflow: hidden; }
    z-status { position: absolute; left: 10px; top: 10px; }
    .left { position: absolute; inset: auto 0 0; padding: 30px 12px 12px; display: grid; gap: 7px; color: #fff; font-size: 12px; font-weight: 500; background: linear-gradient(transparent, #000000ad); }
    .left z-progress { background: #ffffff40; }
    .foot { flex: 1; min-height: 62px; padding: 0 14px; display: grid; align-content: center; gap: 2px; border-top: 1px solid var(--line); }
    .foot b { font-weight: 560; font-size: 13px; }
    .foot span { font-size: 12px; color: var(--text-3); }
  `];

  @property({ attribute: false }) task!: Task;
  @state() private playing = false;
  private readonly clock = new Clock(this, (now) => !ended(this.task) || now - this.task.created < 60);

  constructor() {
    super();
    new Watch(this, posters);
  }

  override render() {
    const { task } = this;
    return html`<a class="card" href=${router.href(`tasks/${encodeURIComponent(task.id)}`)} aria-label=${strings.tasks.open(task.model, strings.status[task.status] ?? task.status)}
        @pointerenter=${this.play} @pointerleave=${this.rest}>
      <div class="stage">${this.stage()}</div>
      <div class="foot"><b class="clip">${task.model}</b><span class="clip number">${ago(task.created, this.clock.now)}</span></div></a>`;
  }

  private stage() {
    const { task } = this;
    const film = task.results?.[0];
    const picture = made.picture(task.id);
    const own = film && api.own(film.url);
    if (own && (film.content_type ?? 'video/').startsWith('video/')) {
      const poster = posters.of(film.sha256 ?? film.url, own) ?? picture;
      return html`${poster ? html`<img src=${poster} alt="">` : nothing}
        ${this.playing ? html`<video src=${own} .muted=${true} autoplay loop playsinline disablepictureinpicture tabindex="-1" aria-hidden="true"></video>` : nothing}`;
    }
    return html`${picture ? html`<img class=${ended(task) ? task.status : 'wait'} src=${picture} alt="">` : nothing}
      ${task.status === 'failed' ? html`<p class="why text">${task.error?.message}</p>` : nothing}
      ${task.status === 'completed' ? html`<z-icon name=${film ? 'out_link' : 'clip'}></z-icon>` : nothing}
      ${ended(task) || picture ? nothing : html`<z-logo turning></z-logo>`}
      ${task.status === 'completed' && !film ? nothing : html`<z-status status=${task.status}></z-status>`}
      ${ended(task) ? nothing : this.left()}`;
  }

  private left() {
    const { now } = this.clock;
    const left = secondsLeft(this.task, now);
    const text = this.task.status === 'pending' ? strings.tasks.waiting
      : left ? strings.tasks.left(seconds(left)) : strings.tasks.late;
    return html`<div class="left"><span class="number">${text}</span>
      <z-progress .value=${shownProgress(this.task, now)} label=${text}></z-progress></div>`;
  }

  private play(): void {
    this.playing = !matchMedia('(prefers-reduced-motion: reduce)').matches;
  }

  private rest(): void {
    this.playing = false;
  }
}
