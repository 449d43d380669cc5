import { LitElement, css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { api, draft, made, router, tasks } from '../core/context';
import { ClickKey } from '../core/click-key';
import { bodyOf, fieldsOf, inferMode, valuesOf, type Field, type Values } from '../core/form';
import { seconds } from '../core/format';
import { Problem } from '../core/problem';
import type { Body, Model } from '../core/types';
import { Input } from '../core/upload';
import { shared } from '../styles/shared';
import { strings } from '../strings';
import './empty-state';
import { labelOf } from './field-frame';
import './media-field';
import type { MediaField } from './media-field';
import './model-picker';
import './request-panel';
import './value-field';

/** Makes a create. The form is built from what the API says about the model, and from nothing else. */
@customElement('z-create-page')
export class CreatePage extends LitElement {
  static override styles = [shared, css`
    h1 { margin-bottom: 20px; }
    .columns { display: grid; grid-template-columns: minmax(0, 1fr) 380px; gap: 28px; align-items: start; }
    .form { display: grid; gap: 24px; }
    .fields { display: grid; gap: 24px; padding: 22px; }
    .row { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(260px, 100%), 1fr)); gap: 22px 28px; }
    aside { position: sticky; top: 108px; display: grid; grid-template-columns: minmax(0, 1fr); gap: 16px; }
    .send { padding: 18px; display: grid; gap: 14px; }
    dl { display: grid; grid-template-columns: auto 1fr; gap: 8px 16px; font-size: 13px; }
    dt { color: var(--text-3); }
    dd { text-align: right; font-weight: 540; }
    .mode { display: inline-block; padding: 1px 8px; border-radius: 6px; background: var(--accent-soft); color: var(--accent); font-size: 12px; }
    .primary { width: 100%; min-height: 44px; font-size: 14.5px; font-weight: 580; }
    .fault { padding: 10px 12px; border-radius: var(--radius-s); background: var(--bad-soft); color: var(--bad); font-size: 13px; }
    .fault small { display: block; margin-top: 4px; opacity: 0.85; }
    .about { font-size: 13px; color: var(--text-2); margin-top: -12px; }
    .more { justify-self: start; }
    .more z-icon { transition: rotate var(--smooth); }
    .more[aria-expanded='true'] z-icon { rotate: 180deg; }
    .rules { font-size: 12.5px; color: var(--text-3); display: grid; gap: 4px; }
    .rules li::before { content: '·'; margin-right: 8px; }
    .label { display: block; margin-bottom: 7px; font-weight: 560; font-size: 13px; }
    .help { margin-top: 6px; font-size: 12.5px; color: var(--text-3); }
    @media (max-width: 980px) { .columns { grid-template-columns: minmax(0, 1fr); } aside { position: static; } }
    @media (max-width: 640px) { .fields { padding: 16px; } .send { position: sticky; bottom: 8px; } }
  `];

  @state() private models: string[] = [];
  @state() private model?: Model;
  @state() private values: Values = {};
  @state() private inputs: Record<string, Input[]> = {};
  @state() private callback = '';
  @state() private faults = new Map<string, string>();
  @state() private problem?: Problem;
  @state() private sending = false;
  @state() private more = false;
  @state() private failed = false;
  private readonly clickKey = new ClickKey();

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('settled', () => this.requestUpdate());
    document.addEventListener('paste', this.paste);
    document.addEventListener('dragover', this.drag);
    document.addEventListener('drop', this.drop);
    void this.load();
  }

  override disconnectedCallback(): void {
    document.removeEventListener('paste', this.paste);
    document.removeEventListener('dragover', this.drag);
    document.removeEventListener('drop', this.drop);
    super.disconnectedCallback();
  }

  private async load(): Promise<void> {
    this.failed = false;
    const request = draft.request;
    draft.request = undefined;
    try {
      this.models = (await api.models()).data.map((model) => model.id);
      const wanted = request?.model as string | undefined;
      await this.choose(wanted && this.models.includes(wanted) ? wanted : this.models[0], request);
    } catch {
      this.failed = true;
    }
  }

  private async choose(id: string, request?: Body): Promise<void> {
    const model = await api.model(id);
    // What was entered remains, as far as the new model has the same members.
    const kept = request ?? this.body();
    this.model = model;
    this.faults = new Map();
    this.problem = undefined;
    this.values = valuesOf(model, kept);
    const inputs: Record<string, Input[]> = {};
    for (const field of fieldsOf(model).filter((one) => one.kind === 'media')) {
      // A file that the caller has no longer is named by its hash, and cannot be sent again.
      const values = ((this.values[field.name] as string[] | undefined) ?? []).filter((value) => !value.startsWith('file:'));
      const known = Object.values(this.inputs).flat();
      inputs[field.name] = values.map((value) => known.find((input) => input.value === value) ?? inputOf(value));
      delete this.values[field.name];
    }
    this.inputs = inputs;
    if (typeof request?.callback_url === 'string') this.callback = request.callback_url;
  }

  /** The values with the media in their places. */
  private all(): Values {
    const media = Object.entries(this.inputs).map(([name, inputs]) => [name, inputs.map((input) => input.value ?? '…')]);
    return { ...this.values, ...Object.fromEntries(media) };
  }

  private body(): Body {
    return this.model ? bodyOf(this.model, this.all(), this.callback) : {};
  }

  override render() {
    if (this.failed) {
      return html`<z-empty icon="alert" heading=${strings.signIn.failed} lead=${strings.problem.offline}>
        <button class="primary" @click=${() => this.load()}>${strings.tasks.retry}</button></z-empty>`;
    }
    const model = this.model;
    if (!model) return nothing;
    const fields = fieldsOf(model);
    return html`<h1>${strings.create.title}</h1>
      <form class="columns" @submit=${this.submit} @keydown=${this.hotkey} novalidate>
        <div class="form">
          <z-model-picker .models=${this.models} value=${model.id} heading=${model.title ?? ''} @pick=${(event: CustomEvent<string>) => this.choose(event.detail)}></z-model-picker>
          ${model.description ? html`<p class="about text">${model.description}</p>` : nothing}
          <div class="card fields">${this.group(fields.filter((field) => field.main))}
            ${model.rules.length && model.modes.length && !inferMode(model, this.all()) ? html`<ul class="rules" aria-label=${strings.create.rules}>
              ${model.rules.map((rule) => html`<li class="text">${rule}</li>`)}</ul>` : nothing}</div>
          <button type="button" class="plain more" aria-expanded=${this.more} @click=${() => (this.more = !this.more)}>
            <z-icon name="chevron"></z-icon>${this.more ? strings.create.fewer : strings.create.more}</button>
          ${this.more ? html`<div class="card fields">${this.group(fields.filter((field) => !field.main))}${this.callbackField()}</div>` : nothing}
        </div>
        <aside>${this.send(model)}<z-request .body=${this.body()}></z-request></aside>
      </form>`;
  }

  private group(fields: Field[]) {
    const wide = fields.filter((field) => ['media', 'prose', 'json', 'lines'].includes(field.kind));
    const narrow = fields.filter((field) => !wide.includes(field));
    return html`${wide.map((field) => this.field(field))}${narrow.length ? html`<div class="row">${narrow.map((field) => this.field(field))}</div>` : nothing}`;
  }

  private field(field: Field) {
    const fault = this.faults.get(field.name) ?? '';
    if (field.kind === 'media') {
      return html`<z-media-field data-member=${field.name} excludedBy=${this.excludedBy(field)} .field=${field} .inputs=${this.inputs[field.name] ?? []} fault=${fault}
        @change=${(event: CustomEvent<Input[]>) => this.changed(field.name, () => (this.inputs = { ...this.inputs, [field.name]: event.detail }))}></z-media-field>`;
    }
    return html`<z-value-field data-member=${field.name} .field=${field} .value=${this.values[field.name]} fault=${fault}
      @change=${(event: CustomEvent<unknown>) => this.changed(field.name, () => (this.values = { ...this.values, [field.name]: event.detail }))}></z-value-field>`;
  }

  private excludedBy(field: Field): string {
    const mode = inferMode(this.model!, this.all());
    return mode?.not.includes(field.name) ? fieldsOf(this.model!).filter((one) => one.name in mode.has).map(labelOf).join(', ') : '';
  }

  private callbackField() {
    const fault = this.faults.get('callback_url');
    return html`<div data-member="callback_url"><label class="label" for="callback">${strings.create.callback}</label>
      <input id="callback" inputmode="url" placeholder="https://" .value=${this.callback} aria-invalid=${fault ? 'true' : nothing} autocomplete="off"
        aria-describedby="callback-help" @input=${(event: Event) => this.changed('callback_url', () => (this.callback = (event.target as HTMLInputElement).value))}>
      <p class="help" id="callback-help">${fault ? html`<span class="fault text" role="alert">${fault}</span>` : strings.create.callbackHelp}</p></div>`;
  }

  private send(model: Model) {
    const mode = inferMode(model, this.all());
    const waiting = this.pending.some((input) => input.uploading);
    const text = strings.create;
    return html`<section class="card send">
      <dl>
        ${model.modes.length ? html`<dt>${text.mode}</dt><dd class="inferred"><span role="status" class=${mode ? 'mode' : 'faint'}>${mode ? mode.name : text.modeNone}</span></dd>` : nothing}
        ${model.estimated_time ? html`<dt>${text.estimate}</dt><dd class="number">${text.about(seconds(model.estimated_time))}</dd>` : nothing}
      </dl>
      ${this.problem ? this.fault(this.problem) : nothing}
      <button class="primary" ?disabled=${this.sending || waiting} aria-keyshortcuts="Control+Enter">
        ${this.sending ? text.sending : waiting ? text.uploading : this.problem?.status === 0 ? text.again : text.submit}</button></section>`;
  }

  private get pending(): Input[] {
    return Object.values(this.inputs).flat();
  }

  private fault(problem: Problem) {
    const shown = [...this.faults.keys()].filter((name) => this.hasField(name));
    const other = [...this.faults].filter(([name]) => !this.hasField(name)).map(([, message]) => message);
    const text = problem.status === 0 ? strings.create.noAnswer : shown.length && !other.length ? strings.create.faults(shown.length)
      : other.join('\n') || problem.message || strings.problem.server;
    return html`<p class="fault text" role="alert">${text}${problem.requestId ? html`<small class="mono">${strings.problem.request(problem.requestId)}</small>` : nothing}</p>`;
  }

  private hasField(name: string): boolean {
    return name === 'callback_url' || fieldsOf(this.model!).some((field) => field.name === name);
  }

  private changed(name: string, change: () => void): void {
    change();
    if (this.faults.delete(name)) this.faults = new Map(this.faults);
    if (!this.faults.size) this.problem = undefined;
  }

  private hotkey(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void this.submit(event);
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.sending || this.pending.some((input) => input.uploading)) return;
    const body = this.body();
    this.sending = true;
    this.problem = undefined;
    this.faults = new Map();
    try {
      const task = await api.create(body, this.clickKey.for(body));
      this.clickKey.answered();
      made.add(task.id, body, this.pending.find((input) => input.contentType.startsWith('image/'))?.preview);
      tasks.learn([task]);
      router.go(`tasks/${task.id}`);
    } catch (error) {
      await this.explain(error instanceof Problem ? error : Problem.offline());
    } finally {
      this.sending = false;
    }
  }

  private async explain(problem: Problem): Promise<void> {
    if (problem.status >= 400 && problem.status < 500) this.clickKey.answered();
    this.problem = problem;
    this.faults = problem.status === 422 ? problem.faults() : new Map();
    if ([...this.faults.keys()].some((name) => !fieldsOf(this.model!).find((field) => field.name === name)?.main)) this.more = true;
    await this.updateComplete;
    const first = [...this.renderRoot.querySelectorAll<HTMLElement>('[data-member]')].find((field) => this.faults.has(field.dataset.member!));
    first?.scrollIntoView({ block: 'center', behavior: 'smooth' });
    (first?.querySelector('input') ?? first)?.focus({ preventScroll: true });
  }

  private readonly paste = (event: ClipboardEvent): void => {
    const files = [...event.clipboardData?.files ?? []];
    if (files.length && this.take(files)) event.preventDefault();
  };

  private readonly drag = (event: DragEvent): void => event.preventDefault();

  private readonly drop = (event: DragEvent): void => {
    event.preventDefault();
    this.take([...event.dataTransfer?.files ?? []]);
  };

  private take(files: File[]): boolean {
    const fields = [...this.renderRoot.querySelectorAll<MediaField>('z-media-field')];
    return files.map((file) => fields.some((field) => field.take(file))).some(Boolean);
  }
}

function inputOf(value: string): Input {
  if (/^file-[0-9a-z]+$/.test(value)) return Input.stored(value, api);
  const path = value.startsWith(api.root.href) ? value.slice(api.root.href.length) : '';
  const type = /\.(jpe?g|png|webp)$/.test(path) ? 'image/jpeg' : /\.mp4$/.test(path) ? 'video/mp4' : /\.wav$/.test(path) ? 'audio/wav' : '';
  return path.startsWith('sandbox/samples/') && type ? Input.sample(value, type) : Input.url(value);
}
