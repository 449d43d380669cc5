import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { codePoints, parseJson, range, type Field } from '../core/form';
import { shared } from '../styles/shared';
import { strings } from '../strings';
import { describedBy, foot, frameStyles, head, labelOf } from './field-frame';
import './icon';

/** At most this many words are buttons beside each other; more are a list. */
const MOST_SEGMENTS = 6;
/** A number with at most this many values has a slider. */
const MOST_STEPS = 120;

/** A field for a text, a number, a choice or JSON. Fires `change` with the value; `undefined` means absent. */
@customElement('z-value-field')
export class ValueField extends LitElement {
  static override styles = [shared, frameStyles, css`
    .segments { display: flex; flex-wrap: wrap; gap: 3px; padding: 3px; border-radius: 9px; background: var(--sunken); width: fit-content; max-width: 100%; }
    .segments label { position: relative; }
    .segments input { position: absolute; inset: 0; width: 100%; min-height: 0; margin: 0; opacity: 0; cursor: pointer; }
    .segments span { display: block; padding: 6px 12px; border-radius: 7px; font: 520 13px/18px var(--font); color: var(--text-2); transition: background var(--quick), color var(--quick); }
    .segments label:hover span { color: var(--text); }
    .segments input:checked + span { background: var(--raised); color: var(--text); box-shadow: var(--shadow-1), 0 0 0 1px var(--line); }
    .segments input:focus-visible + span { outline: 2px solid var(--accent); outline-offset: 1px; }
    .slide { display: flex; align-items: center; gap: 14px; }
    input[type='range'] { flex: 1; min-width: 60px; height: 20px; margin: 0; accent-color: var(--accent); }
    .slide output { min-width: 44px; text-align: right; font-weight: 560; font-size: 13px; }
    textarea.code { font: 400 12.5px/1.6 var(--mono); }
    select { appearance: auto; }
  `];

  @property({ attribute: false }) field!: Field;
  @property({ attribute: false }) value: unknown;
  @property() fault = '';

  override render() {
    return html`${this.heading()}${this.input()}${foot(this.field, this.fault)}`;
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('input, textarea, select')?.focus();
  }

  private heading() {
    const { member, kind } = this.field;
    const text = typeof this.value === 'string' ? this.value : '';
    if (member.max_chars && (kind === 'prose' || text)) {
      const length = codePoints(text);
      return head(this.field, html`<span class=${length > member.max_chars ? 'over' : ''}>${strings.create.count(length, member.max_chars)}</span>`);
    }
    if (kind === 'choice' || kind === 'switch') return head(this.field, nothing, this.segmented() ? 'span' : 'label');
    return head(this.field, member.default === undefined || this.slides() ? member.range ?? nothing : strings.create.defaultIs(String(member.default)));
  }

  private slides(): boolean {
    const { min, max } = range(this.field.member.range);
    return this.field.kind === 'number' && this.field.member.default !== undefined && min !== undefined && max !== undefined && max - min <= MOST_STEPS;
  }

  private segmented(): boolean {
    return this.field.kind === 'switch' || (this.field.member.values?.length ?? 0) <= MOST_SEGMENTS;
  }

  private input() {
    const { kind, member } = this.field;
    const common = { invalid: this.fault ? 'true' : nothing, by: describedBy(this.field, this.fault) };
    switch (kind) {
      case 'switch': return this.choices([true, false]);
      case 'choice': return this.segmented() ? this.choices(member.values!) : this.list(common);
      case 'number': return this.number(common);
      case 'line': return html`<input id="input" .value=${live(String(this.value ?? ''))} aria-invalid=${common.invalid}
        aria-describedby=${common.by} @input=${this.typed}>`;
      default: return html`<textarea id="input" class=${kind === 'json' ? 'code' : ''} rows=${kind === 'prose' ? 4 : 3} dir="auto"
        .value=${live(String(this.value ?? ''))} aria-describedby=${common.by}
        aria-invalid=${this.fault || (kind === 'json' && this.value && parseJson(String(this.value)) === undefined) ? 'true' : nothing}
        placeholder=${kind === 'lines' ? strings.create.onePerLine : kind === 'json' ? '{ }' : member.slots?.includes('prompt') ? strings.create.placeholder : ''}
        @input=${this.typed}></textarea>`;
    }
  }

  private number(common: { invalid: unknown; by: unknown }) {
    const { min, max } = range(this.field.member.range);
    if (this.slides()) {
      const value = Number(this.value ?? this.field.member.default);
      const unit = this.field.member.slots?.includes('duration') ? ' s' : '';
      return html`<div class="slide"><input id="input" type="range" min=${min!} max=${max!} step=${this.field.member.type === 'integer' ? 1 : 'any'}
        .value=${live(String(value))} @input=${(event: Event) => this.numbered(event)} aria-describedby=${common.by}
        aria-valuetext="${value}${unit}"><output class="number">${value}${unit}</output></div>`;
    }
    return html`<input id="input" inputmode="decimal" .value=${live(String(this.value ?? ''))} aria-invalid=${common.invalid}
      placeholder=${String(this.field.member.default ?? '')} aria-describedby=${common.by} @input=${this.typed}>`;
  }

  private choices(values: unknown[]) {
    const { member } = this.field;
    const all = member.default === undefined && !member.required ? [undefined, ...values] : values;
    const chosen = this.value ?? member.default;
    return html`<div class="segments" role="radiogroup" aria-labelledby="label" aria-describedby=${describedBy(this.field, this.fault)}>
      ${all.map((value) => html`<label><input type="radio" name="choice" .checked=${live(value === chosen)} @change=${() => this.change(value)}
        ><span>${this.word(value)}</span></label>`)}</div>`;
  }

  private list(common: { invalid: unknown; by: unknown }) {
    const { member } = this.field;
    const chosen = this.value ?? member.default;
    return html`<select id="input" aria-label=${labelOf(this.field)} aria-invalid=${common.invalid} aria-describedby=${common.by}
      @change=${(event: Event) => this.change(member.values![(event.target as HTMLSelectElement).selectedIndex - (member.default === undefined ? 1 : 0)])}>
      ${member.default === undefined ? html`<option>${strings.create.modelsChoice}</option>` : nothing}
      ${member.values!.map((value) => html`<option ?selected=${value === chosen}>${this.word(value)}</option>`)}</select>`;
  }

  private word(value: unknown): string {
    if (value === undefined) return strings.create.modelsChoice;
    if (typeof value === 'boolean') return value ? strings.create.on : strings.create.off;
    return this.field.member.slots?.includes('duration') && typeof value === 'number' ? `${value} s` : String(value);
  }

  private typed(event: Event): void {
    this.change((event.target as HTMLInputElement).value || undefined);
  }

  private numbered(event: Event): void {
    this.change(Number((event.target as HTMLInputElement).value));
  }

  /** A value that is the default is left out of the body, so that the body says only what the reader has decided. */
  private change(value: unknown): void {
    const said = value === this.field.member.default ? undefined : value;
    this.dispatchEvent(new CustomEvent('change', { detail: said }));
  }
}
