import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api } from '../core/context';
import { bytes, seconds } from '../core/format';
import type { Sample } from '../core/types';
import type { Input } from '../core/upload';
import { shared } from '../styles/shared';
import { strings } from '../strings';
import './icon';
import './progress-bar';

const TYPES: Record<string, string> = { image: 'image/', clip: 'video/', audio: 'audio/' };
const MEGABYTE = 1_000_000;

/** Whether a file of this type can be what a member takes. The gateway decides by the bytes. */
export function accepts(kind: string, file: { type: string }): boolean {
  return file.type.startsWith(TYPES[kind] ?? '');
}

/** One place for a picture, a clip or a sound: empty, uploading, or with its preview. */
@customElement('z-media-tile')
export class MediaTile extends LitElement {
  static override styles = [shared, css`
    .tile { position: relative; width: 100%; aspect-ratio: 16 / 9; min-height: 168px; max-height: 236px; border-radius: var(--radius); overflow: hidden; display: grid; }
    :host([wide]) .empty, :host([kind='audio']) .tile { aspect-ratio: auto; min-height: 132px; }
    .empty { border: 1.5px dashed var(--line-strong); background: color-mix(in srgb, var(--sunken) 45%, transparent); place-content: center; justify-items: center; gap: 4px; padding: 16px; text-align: center; transition: border-color var(--quick), background var(--quick); }
    .empty.over, .empty:hover { border-color: var(--accent); background: var(--accent-soft); }
    .empty > z-icon { width: 22px; height: 22px; color: var(--text-3); margin-bottom: 4px; }
    .place { font-weight: 580; font-size: 13px; }
    .place small { font: 400 12px var(--font); color: var(--text-3); }
    .how { font-size: 12.5px; color: var(--text-2); }
    .ways { display: flex; flex-wrap: wrap; justify-content: center; gap: 6px; margin-top: 8px; }
    .ways button { min-height: 28px; padding: 0 9px; font-size: 12px; }
    .samples { display: flex; flex-wrap: wrap; gap: 6px; justify-content: center; margin-top: 8px; }
    .samples button { padding: 0; width: 64px; height: 44px; min-height: 0; overflow: hidden; font-size: 10px; }
    .samples img { width: 100%; height: 100%; object-fit: cover; }
    form { display: grid; gap: 8px; width: min(100%, 320px); }
    form div { display: flex; gap: 6px; justify-content: center; }
    .full { background: var(--sunken); border: 1px solid var(--line); }
    .full img, .full video { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: contain; }
    .full audio { place-self: center; width: calc(100% - 32px); margin-top: -24px; }
    .foreign { place-self: center; display: grid; justify-items: center; gap: 8px; padding: 16px 20px 52px; color: var(--text-2); font-size: 12.5px; text-align: center; }
    .bar { position: absolute; inset: auto 0 0; display: flex; align-items: center; gap: 8px; padding: 26px 8px 8px 12px; color: #fff; font-size: 12px; background: linear-gradient(transparent, #000000b8); }
    .bar .clip { flex: 1; }
    .bar .place { font-size: 12px; }
    .bar button { min-height: 28px; width: 28px; padding: 0; border: 0; background: #ffffff2b; color: #fff; box-shadow: none; }
    .bar button:hover { background: #ffffff4d; }
    z-progress { position: absolute; inset: auto 12px 44px; }
    .fault { position: absolute; inset: 0; display: grid; place-content: center; padding: 16px 16px 44px; background: color-mix(in srgb, var(--bad-soft) 94%, transparent); color: var(--bad); text-align: center; font-weight: 520; font-size: 13px; }
    .wrong { margin-top: 4px; color: var(--bad); font-size: 12.5px; }
  `];

  @property({ attribute: false }) input?: Input;
  @property({ reflect: true }) kind = 'image';
  /** Which frame it is, if places have names. */
  @property() place = '';
  @property({ type: Boolean }) optional = false;
  @property({ type: Boolean, reflect: true }) wide = false;
  @property({ attribute: false }) samples: Sample[] = [];
  @property({ attribute: false }) megabytes?: number;
  @state() private over = false;
  @state() private asking: '' | 'url' | 'sample' = '';
  @state() private wrong = '';
  private stop?: () => void;

  protected override willUpdate(changes: PropertyValues): void {
    if (changes.has('input')) {
      this.stop?.();
      this.stop = this.input?.subscribe(() => {
        this.requestUpdate();
        this.dispatchEvent(new CustomEvent('settled', { bubbles: true, composed: true }));
      });
      this.asking = '';
      this.wrong = '';
    }
  }

  override disconnectedCallback(): void {
    this.stop?.();
    super.disconnectedCallback();
  }

  override focus(): void {
    this.renderRoot.querySelector('button')?.focus();
  }

  override render() {
    return this.input ? this.full(this.input) : this.empty();
  }

  private empty() {
    const text = strings.media;
    const kind = text.kinds[this.kind] ?? this.kind;
    const icons: Record<string, string> = { image: 'picture', clip: 'clip', audio: 'audio' };
    return html`<div class="tile empty ${this.over ? 'over' : ''}" @dragover=${this.drag} @dragleave=${() => (this.over = false)} @drop=${this.drop}>
      <z-icon name=${icons[this.kind] ?? 'picture'}></z-icon>
      ${this.place ? html`<p class="place">${this.place}${this.optional ? html` <small>${strings.create.optional}</small>` : nothing}</p>` : nothing}
      ${this.asking === 'url' ? this.askUrl(kind) : html`
        <p class="how">${this.over ? text.dropNow : html`${text.drop(kind)} <button type="button" class="link" @click=${this.choose}>${text.choose}</button>`}</p>
        ${this.asking === 'sample' ? this.showSamples() : html`<div class="ways">
          <button type="button" @click=${() => this.ask('url')}><z-icon name="link"></z-icon>${text.url}</button>
          ${this.samples.length ? html`<button type="button" @click=${() => this.ask('sample')}><z-icon name="picture"></z-icon>${text.samples}</button>` : nothing}</div>`}`}
      ${this.wrong ? html`<p class="wrong" role="alert">${this.wrong}</p>` : nothing}
      <input type="file" hidden accept="${TYPES[this.kind]}*" @change=${this.chosen}>
    </div>`;
  }

  private askUrl(kind: string) {
    const text = strings.media;
    return html`<form @submit=${this.takeUrl} novalidate>
      <input name="url" inputmode="url" placeholder="https://" aria-label=${text.urlLabel(kind)} autocomplete="off" spellcheck="false">
      <div><button class="primary">${text.urlAdd}</button><button type="button" class="plain" @click=${() => (this.asking = '')}>${text.cancel}</button></div></form>`;
  }

  private showSamples() {
    return html`<div class="samples">${this.samples.map((sample) => {
      const name = sample.path.slice(sample.path.lastIndexOf('/') + 1);
      return html`<button type="button" aria-label=${strings.media.sample(name)} title=${name} @click=${() => this.tell('sample', sample)}>
        ${sample.content_type.startsWith('image/') ? html`<img alt="" src=${api.url(sample.path).href}>` : name}</button>`;
    })}</div>`;
  }

  private full(input: Input) {
    const text = strings.media;
    const { file } = input;
    const facts = file ? [file.width && `${file.width} × ${file.height}`, file.seconds && seconds(file.seconds), bytes(file.bytes)].filter(Boolean).join(' · ')
      : input.uploading ? text.uploading(Math.round(input.progress * 100)) : input.name;
    return html`<div class="tile full">
      ${this.preview(input)}
      ${input.uploading ? html`<z-progress .value=${input.progress * 100} label=${facts}></z-progress>` : nothing}
      ${input.problem ? html`<p class="fault text" role="alert">${input.problem.message || strings.problem.offline}</p>` : nothing}
      <div class="bar">${this.place ? html`<span class="place">${this.place}</span>` : nothing}<span class="clip number">${facts}</span>
        <button type="button" @click=${() => this.tell('remove')} aria-label=${text.remove(this.place || input.name)}><z-icon name="close"></z-icon></button></div>
    </div>`;
  }

  private preview(input: Input) {
    if (!input.preview) {
      return html`<p class="foreign"><z-icon name="link"></z-icon><span class="text">${input.name}</span><span>${strings.media.foreign}</span></p>`;
    }
    if (input.contentType.startsWith('video/')) return html`<video src="${input.preview}" muted loop autoplay playsinline aria-label=${strings.media.preview(input.name)}></video>`;
    if (input.contentType.startsWith('audio/')) return html`<audio src=${input.preview} controls aria-label=${strings.media.preview(input.name)}></audio>`;
    return html`<img src=${input.preview} alt=${strings.media.preview(input.name)}>`;
  }

  private async ask(what: 'url' | 'sample'): Promise<void> {
    this.asking = what;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('form input, .samples button')?.focus();
  }

  private takeUrl(event: Event): void {
    event.preventDefault();
    const url = String(new FormData(event.target as HTMLFormElement).get('url') ?? '').trim();
    if (url) this.tell('url', url);
  }

  private choose(): void {
    this.renderRoot.querySelector<HTMLInputElement>('input[type=file]')!.click();
  }

  private chosen(event: Event): void {
    const file = (event.target as HTMLInputElement).files?.[0];
    if (file) this.offer(file);
  }

  private drag(event: DragEvent): void {
    event.preventDefault();
    this.over = true;
  }

  private drop(event: DragEvent): void {
    event.preventDefault();
    event.stopPropagation();
    this.over = false;
    const file = event.dataTransfer?.files[0];
    if (file) this.offer(file);
  }

  private offer(file: File): void {
    const kind = strings.media.kinds[this.kind] ?? this.kind;
    this.wrong = !accepts(this.kind, file) ? strings.media.wrongKind(kind)
      : this.megabytes && file.size > this.megabytes * MEGABYTE * 1.05 ? strings.media.tooLarge(this.megabytes) : '';
    if (!this.wrong) this.tell('file', file);
  }

  private tell(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
