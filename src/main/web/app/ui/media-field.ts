import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { api, config } from '../core/context';
import { slotsOf, type Field } from '../core/form';
import { Input } from '../core/upload';
import { shared } from '../styles/shared';
import { strings } from '../strings';
import { foot, frameStyles, head } from './field-frame';
import './icon';
import './media-tile';
import { accepts } from './media-tile';

/** The pictures, clips or sounds of one member, each in its place. Fires `change` with the list of inputs. */
@customElement('z-media-field')
export class MediaField extends LitElement {
  static override styles = [shared, frameStyles, css`
    .tiles { display: grid; gap: 12px; grid-template-columns: repeat(auto-fill, minmax(min(220px, 100%), 1fr)); align-items: stretch; }
    .tiles.two { grid-template-columns: 1fr auto 1fr; gap: 8px; }
    .tiles.one { grid-template-columns: minmax(0, 1fr); }
    .excluded { padding: 10px 14px; border: 1px dashed var(--line); border-radius: var(--radius-s); }
    .excluded .head { margin: 0; }
    .swap { align-self: center; }
    @media (max-width: 560px) { .tiles.two { grid-template-columns: 1fr; justify-items: stretch; } .swap { justify-self: center; rotate: 90deg; } }
  `];

  @property({ attribute: false }) field!: Field;
  @property({ attribute: false }) inputs: Input[] = [];
  @property() fault = '';
  /** The labels of the members with which this one cannot be combined now; then there is no place for a file. */
  @property() excludedBy = '';

  get kind(): string {
    return this.field.member.media?.kind ?? 'image';
  }

  /** Takes a file that was dropped on or pasted into the page. @returns whether it fits and there is a place for it */
  take(file: File): boolean {
    if (!accepts(this.kind, file) || this.inputs.length >= this.field.most) return false;
    this.set(this.inputs.length, Input.upload(file, api));
    return true;
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('z-media-tile')?.focus();
  }

  private set(index: number, input: Input): void {
    this.inputs[index]?.discard();
    const inputs = [...this.inputs];
    inputs[Math.min(index, inputs.length)] = input;
    this.tell(inputs);
  }

  private drop(index: number): void {
    this.inputs[index]?.discard();
    this.tell(this.inputs.filter((_, at) => at !== index));
  }

  private tell(inputs: Input[]): void {
    this.inputs = inputs; // several files of one drop come before the next render
    this.dispatchEvent(new CustomEvent('change', { detail: inputs }));
  }

  private place(index: number): string {
    const slots = slotsOf(this.field.member);
    const slot = slots[index] ?? (slots.length === 1 ? slots[0] : undefined);
    return slots.length > 1 && slot ? strings.media.slots[slot] ?? '' : '';
  }

  override render() {
    if (this.excludedBy && !this.inputs.length) {
      return html`<div class="excluded">${head(this.field, strings.media.excluded(this.excludedBy), 'span')}</div>${foot(this.field, this.fault)}`;
    }
    const { most } = this.field;
    const frames = most === 2 && slotsOf(this.field.member).length === 2;
    const shown = frames ? 2 : Math.min(most, this.inputs.length + 1);
    const tiles = Array.from({ length: shown }, (_, index) => this.tile(index, frames));
    return html`<div role="group" aria-labelledby="label">
      ${head(this.field, most > 1 && !frames ? `${this.inputs.length} / ${most}` : nothing, 'span')}
      <div class="tiles ${frames ? 'two' : most === 1 ? 'one' : ''}">
        ${frames ? [tiles[0], html`<button type="button" class="plain icon-only swap" ?disabled=${this.inputs.length < 2}
          @click=${() => this.tell([...this.inputs].reverse())} aria-label=${strings.media.swap} title=${strings.media.swap}>
          <z-icon name=${this.inputs.length < 2 ? 'arrow' : 'swap'}></z-icon></button>`, tiles[1]] : tiles}
      </div>
      ${foot(this.field, this.fault)}</div>`;
  }

  private tile(index: number, frames: boolean) {
    const samples = config.samples.filter((sample) => accepts(this.kind, { type: sample.content_type }));
    return html`<z-media-tile .input=${this.inputs[index]} kind=${this.kind} place=${this.place(index)} .samples=${samples}
      .megabytes=${this.field.member.media?.megabytes} ?optional=${frames && index > 0} ?wide=${this.field.most === 1}
      @file=${(event: CustomEvent<File>) => this.set(index, Input.upload(event.detail, api))}
      @url=${(event: CustomEvent<string>) => this.set(index, Input.url(event.detail))}
      @sample=${(event: CustomEvent<{ path: string; content_type: string }>) => this.set(index, Input.sample(api.url(event.detail.path).href, event.detail.content_type))}
      @remove=${() => this.drop(index)}></z-media-tile>`;
  }
}
