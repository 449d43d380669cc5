import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Task } from '../core/types';
import { shared } from '../styles/shared';
import { strings } from '../strings';
import './icon';

/** Why a task failed, in the words of the answer, and what to do about it. */
@customElement('z-failure')
export class FailureNote extends LitElement {
  static override styles = [shared, css`
    section { display: grid; gap: 14px; padding: 18px 20px; border-color: color-mix(in srgb, var(--bad) 32%, var(--line)); background: color-mix(in srgb, var(--bad-soft) 55%, var(--surface)); }
    h2 { display: flex; align-items: center; gap: 8px; color: var(--bad); }
    code { font: 500 12px var(--mono); padding: 2px 7px; border-radius: 5px; background: color-mix(in srgb, var(--bad) 12%, transparent); color: var(--bad); overflow-wrap: anywhere; margin-left: auto; }
    h3 { margin: 0 0 3px; font-size: 13px; font-weight: 580; }
    .message { max-height: 200px; overflow: auto; }
  `];

  @property({ attribute: false }) error!: NonNullable<Task['error']>;

  override render() {
    const text = strings.failure;
    return html`<section class="card"><h2><z-icon name="alert"></z-icon>${text.title}<code>${this.error.code}</code></h2>
      <p class="text message" dir="auto" tabindex="0">${this.error.message}</p>
      <div><h3>${text.todo}</h3><p class="quiet">${Object.hasOwn(text.todos, this.error.code) ? text.todos[this.error.code] : text.other}</p></div></section>`;
  }
}
