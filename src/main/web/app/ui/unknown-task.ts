import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api, notices } from '../core/context';
import { ago } from '../core/format';
import type { UnknownTask } from '../core/operator';
import type { Problem } from '../core/problem';
import { shared } from '../styles/shared';
import { strings } from '../strings';

/** A create whose outcome is unknown, and the form that says what an operator has found. Fires `reconciled`. */
@customElement('z-unknown-task')
export class UnknownTaskRow extends LitElement {
  static override styles = [shared, css`
    :host { display: grid; gap: 12px; padding: 14px 0; border-top: 1px solid var(--line); }
    .line { display: flex; flex-wrap: wrap; gap: 4px 14px; align-items: center; font-size: 13px; }
    .line button { margin-left: auto; }
    .mono { font-size: 12px; overflow-wrap: anywhere; }
    form { display: grid; gap: 12px; padding: 14px; border-radius: var(--radius-s); background: var(--sunken); }
    .ways { display: flex; flex-wrap: wrap; gap: 8px 20px; font-size: 13px; }
    .ways label { display: flex; gap: 8px; align-items: center; cursor: pointer; }
    .ways input { width: 16px; min-height: 16px; height: 16px; margin: 0; accent-color: var(--accent); }
    .send { display: flex; gap: 8px; align-items: end; }
    .send div { flex: 1; }
    .send label { display: block; margin-bottom: 5px; font-size: 12.5px; font-weight: 540; }
    .send .primary { margin-left: auto; min-height: 36px; }
    .fault { color: var(--bad); font-size: 13px; }
  `];

  @property({ attribute: false }) task!: UnknownTask;
  @property({ type: Number }) now = 0;
  @state() private open = false;
  @state() private found = true;
  @state() private fault = '';
  @state() private busy = false;

  override render() {
    const text = strings.operator;
    const { task } = this;
    return html`<div class="line"><span class="mono">${task.id}</span><span class="quiet text">${task.caller}</span><span class="faint text">${task.model}</span>
        <span class="faint text">${[task.vendor, task.key].filter(Boolean).join('/')}</span><span class="faint number">${ago(task.created, this.now)}</span>
        <button aria-expanded=${this.open} aria-label=${text.reconcileOf(task.id)} @click=${() => (this.open = !this.open)}>${text.reconcile}</button></div>
      ${this.open ? html`<form @submit=${this.submit} novalidate>
        <div class="ways" role="radiogroup" aria-label=${text.reconcileOf(task.id)}>
          <label><input type="radio" name="outcome" .checked=${this.found} @change=${() => (this.found = true)}>${text.found}</label>
          <label><input type="radio" name="outcome" .checked=${!this.found} @change=${() => (this.found = false)}>${text.notFound}</label></div>
        <div class="send">${this.found ? html`<div><label for="vendor">${text.vendorId}</label>
            <input id="vendor" name="vendor" autocomplete="off" spellcheck="false" aria-invalid=${this.fault ? 'true' : nothing} aria-describedby=${this.fault ? 'fault' : nothing}></div>` : nothing}
          <button class="primary" ?disabled=${this.busy}>${text.reconcile}</button></div>
        ${this.fault ? html`<p class="fault text" id="fault" role="alert">${this.fault}</p>` : nothing}</form>` : nothing}`;
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    const vendorId = String(new FormData(event.target as HTMLFormElement).get('vendor') ?? '').trim();
    if (this.found && !vendorId) {
      this.fault = strings.operator.needsId;
      return;
    }
    this.busy = true;
    this.fault = '';
    try {
      await api.reconcile(this.task.id, this.found ? vendorId : undefined);
      notices.show(strings.operator.reconciled);
      this.dispatchEvent(new CustomEvent('reconciled'));
    } catch (error) {
      this.fault = (error as Problem).message || strings.problem.offline;
    } finally {
      this.busy = false;
    }
  }
}
