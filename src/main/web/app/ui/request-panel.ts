import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api } from '../core/context';
import { LANGUAGES, snippet, type Language } from '../core/snippets';
import type { Body } from '../core/types';
import { shared } from '../styles/shared';
import { strings } from '../strings';
import './copy-button';

const NAMES: Record<Language, string> = { curl: 'curl', javascript: 'JavaScript', python: 'Python' };

/** A create as a program to copy, in three languages. */
@customElement('z-request')
export class RequestPanel extends LitElement {
  static override styles = [shared, css`
    .card { overflow: hidden; }
    .tabs { display: flex; align-items: center; gap: 2px; padding: 8px 8px 8px 10px; border-bottom: 1px solid var(--line); }
    [role='tab'] { min-height: 28px; padding: 0 10px; font-size: 12.5px; border: 0; background: none; box-shadow: none; color: var(--text-2); }
    [role='tab'][aria-selected='true'] { background: var(--sunken); color: var(--text); }
    z-copy { margin-left: auto; }
    pre { margin: 0; padding: 14px 16px; max-height: 380px; overflow: auto; font: 400 12px/1.65 var(--mono); color: var(--text-2); tab-size: 2; }
    .note { padding: 10px 16px; border-top: 1px solid var(--line); font-size: 12px; color: var(--text-3); }
  `];

  @property({ attribute: false }) body: Body = {};
  @state() private language: Language = 'curl';

  override render() {
    const text = snippet(this.language, api.root, this.body);
    return html`<section class="card" aria-label=${strings.create.request}>
      <div class="tabs"><div role="tablist" aria-label=${strings.create.request} @keydown=${this.move}>
        ${LANGUAGES.map((language) => html`<button type="button" role="tab" id=${language} aria-selected=${language === this.language} aria-controls="code"
          tabindex=${language === this.language ? 0 : -1} @click=${() => (this.language = language)}>${NAMES[language]}</button>`)}</div>
        <z-copy small .text=${text}></z-copy></div>
      <pre id="code" role="tabpanel" tabindex="0" aria-labelledby=${this.language}>${text}</pre>
      <p class="note">${strings.create.key}</p></section>`;
  }

  private move(event: KeyboardEvent): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? LANGUAGES.length - 1 : 0;
    if (step) {
      this.language = LANGUAGES[(LANGUAGES.indexOf(this.language) + step) % LANGUAGES.length];
      void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`#${this.language}`)?.focus());
    }
  }
}
