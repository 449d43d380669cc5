import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { moment, seconds } from '../core/format';
import type { TimelineEntry } from '../core/types';
import { shared } from '../styles/shared';
import { strings } from '../strings';

/** What happened to a task, and when. */
@customElement('z-timeline')
export class TaskTimeline extends LitElement {
  static override styles = [shared, css`
    section { padding: 18px; display: grid; gap: 14px; }
    li { position: relative; display: grid; gap: 1px; padding: 0 0 14px 20px; font-size: 13px; }
    li:last-child { padding-bottom: 0; }
    li::before { content: ''; position: absolute; left: 3px; top: 6px; width: 7px; height: 7px; border-radius: 50%; background: var(--accent); }
    li:not(:last-child)::after { content: ''; position: absolute; left: 6px; top: 17px; bottom: 0; width: 1px; background: var(--line-strong); }
    span { color: var(--text-3); font-size: 12px; }
  `];

  @property({ attribute: false }) entries: TimelineEntry[] = [];

  override render() {
    return html`<section class="card"><h2>${strings.task.timeline}</h2><ol>${this.entries.map((entry, index) => html`<li>
      <b class="text">${strings.timeline[entry.event] ?? entry.event}</b>
      ${entry.detail ? html`<span class="text">${entry.detail}</span>` : nothing}
      <span class="number" title=${moment(entry.at)}>${index ? `+ ${seconds(entry.at - this.entries[0].at)}` : moment(entry.at)}</span></li>`)}</ol></section>`;
  }
}
