import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { shared } from '../styles/shared';
import { strings } from '../strings';
import './icon';

/** Chooses a model: a list with a filter. Fires `pick` with the id. */
@customElement('z-model-picker')
export class ModelPicker extends LitElement {
  static override styles = [shared, css`
    :host { position: relative; }
    .open { width: 100%; justify-content: flex-start; gap: 12px; min-height: 58px; padding: 0 14px; border-radius: var(--radius); text-align: left; }
    .open > span { flex: 1; min-width: 0; display: grid; gap: 4px; }
    .open b { font-weight: 580; font-size: 14.5px; letter-spacing: -0.01em; }
    .open small { font-size: 12px; font-weight: 400; color: var(--text-3); }
    .open > z-icon { color: var(--text-3); }
    .mark { display: grid; place-items: center; width: 34px; height: 34px; border-radius: 9px; background: var(--accent-soft); color: var(--accent); }
    .list { position: absolute; inset: calc(100% + 6px) 0 auto; z-index: 8; padding: 6px; background: var(--raised); border: 1px solid var(--line-strong); border-radius: var(--radius); box-shadow: var(--shadow-3); }
    .find { position: relative; }
    .find z-icon { position: absolute; left: 11px; top: 10px; color: var(--text-3); }
    .find input { padding-left: 34px; }
    ul { max-height: 320px; overflow: auto; margin-top: 6px; }
    li { display: flex; align-items: center; gap: 8px; padding: 8px 10px; border-radius: 7px; cursor: pointer; font-size: 13px; }
    li span { flex: 1; }
    li.at { background: var(--sunken); }
    li[aria-selected='true'] { font-weight: 580; }
    .none { padding: 14px 10px; color: var(--text-3); }
  `];

  @property({ type: Array }) models: string[] = [];
  @property() value = '';
  @property() heading = '';
  @state() private shown = false;
  @state() private filter = '';
  @state() private at = 0;
  private readonly leave = (event: Event) => {
    if (!event.composedPath().includes(this)) this.shown = false;
  };

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('pointerdown', this.leave);
    document.addEventListener('focusin', this.leave);
  }

  override disconnectedCallback(): void {
    document.removeEventListener('pointerdown', this.leave);
    document.removeEventListener('focusin', this.leave);
    super.disconnectedCallback();
  }

  private get found(): string[] {
    const parts = this.filter.toLowerCase().split(/\s+/);
    return this.models.filter((model) => parts.every((part) => model.toLowerCase().includes(part)));
  }

  override render() {
    const text = strings.create;
    return html`
      <button type="button" class="open" @click=${this.toggle} aria-haspopup="listbox" aria-expanded=${this.shown}
          aria-label="${text.model}: ${this.heading || this.value}">
        <i class="mark"><z-icon name="clip"></z-icon></i>
        <span><b class="clip">${this.heading || this.value || text.chooseModel}</b><small class="mono clip">${this.value}</small></span>
        <z-icon name="chevron"></z-icon>
      </button>
      ${this.shown ? this.list() : nothing}`;
  }

  private list() {
    const found = this.found;
    return html`<div class="list">
      <div class="find"><z-icon name="search"></z-icon>
        <input role="combobox" aria-expanded="true" aria-controls="models" aria-label=${strings.create.searchModels}
          placeholder=${strings.create.searchModels} aria-activedescendant=${found.length ? `model-${this.at}` : nothing}
          @input=${this.search} @keydown=${this.move} autocomplete="off" spellcheck="false"></div>
      <ul role="listbox" id="models" aria-label=${strings.create.model}>
        ${found.map((model, index) => html`<li role="option" id="model-${index}" class=${index === this.at ? 'at' : ''}
          aria-selected=${model === this.value} @click=${() => this.pick(model)} @pointermove=${() => (this.at = index)}>
          <span class="mono clip">${model}</span>${model === this.value ? html`<z-icon name="check"></z-icon>` : nothing}</li>`)}
      </ul>
      ${found.length ? nothing : html`<p class="none">${strings.create.noModels}</p>`}
    </div>`;
  }

  private async toggle(): Promise<void> {
    this.shown = !this.shown;
    this.filter = '';
    this.at = Math.max(0, this.models.indexOf(this.value));
    await this.updateComplete;
    this.renderRoot.querySelector('input')?.focus();
  }

  private search(event: Event): void {
    this.filter = (event.target as HTMLInputElement).value;
    this.at = 0;
  }

  private move(event: KeyboardEvent): void {
    const found = this.found;
    if (event.key === 'ArrowDown') this.at = Math.min(found.length - 1, this.at + 1);
    else if (event.key === 'ArrowUp') this.at = Math.max(0, this.at - 1);
    else if (event.key === 'Enter' && found[this.at]) this.pick(found[this.at]);
    else if (event.key === 'Escape') this.close();
    else return;
    event.preventDefault();
    void this.updateComplete.then(() => this.renderRoot.querySelector('.at')?.scrollIntoView({ block: 'nearest' }));
  }

  private pick(model: string): void {
    this.close();
    this.dispatchEvent(new CustomEvent('pick', { detail: model }));
  }

  private close(): void {
    this.shown = false;
    this.renderRoot.querySelector<HTMLElement>('.open')?.focus();
  }
}
