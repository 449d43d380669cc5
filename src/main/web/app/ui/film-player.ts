import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api } from '../core/context';
import type { Result } from '../core/types';
import { shared } from '../styles/shared';
import { strings } from '../strings';
import './icon';

/** Plays a film that the gateway keeps. A film at the vendor is only a link, as the page loads nothing from elsewhere. */
@customElement('z-film')
export class FilmPlayer extends LitElement {
  static override styles = [shared, css`
    video, img { display: block; width: 100%; max-height: 70vh; background: #000; border-radius: var(--radius); }
    audio { width: 100%; padding: 40px 24px; }
    .away { display: grid; justify-items: center; gap: 12px; padding: 56px 24px; text-align: center; color: var(--text-2); }
    .away > z-icon { width: 26px; height: 26px; color: var(--text-3); }
    .fault { padding: 12px 16px; color: var(--bad); font-size: 13px; }
  `];

  @property({ attribute: false }) result!: Result;
  @state() private failed = false;
  private source?: string;

  protected override willUpdate(changes: PropertyValues): void {
    const before = changes.get('result') as Result | undefined;
    // Each answer signs the URL anew. The film that plays goes on as long as it is the same file.
    if (!this.source || before?.sha256 !== this.result.sha256) {
      this.source = api.own(this.result.url);
      this.failed = false;
    }
  }

  override render() {
    if (!this.source) {
      return html`<div class="away"><z-icon name="out_link"></z-icon><p>${strings.task.vendorOnly}</p>
        <a class="button" href=${safe(this.result.url)} target="_blank" rel="noopener noreferrer">${strings.task.openVendor}<z-icon name="out_link"></z-icon></a></div>`;
    }
    const type = this.result.content_type ?? 'video/mp4';
    const player = type.startsWith('image/') ? html`<img src=${this.source} alt=${strings.task.film}>`
      : type.startsWith('audio/') ? html`<audio controls src=${this.source} @error=${this.fail}></audio>`
        : html`<video controls playsinline preload="auto" src=${this.source} @error=${this.fail} aria-label=${strings.task.film}></video>`;
    return html`${player}${this.failed ? html`<p class="fault" role="alert">${strings.task.playFailed}</p>` : nothing}`;
  }

  private fail(): void {
    this.failed = true;
  }
}

/** A link of a vendor leads to http or https, and to nothing else. */
function safe(url: string): string {
  return /^https?:\/\//i.test(url) ? url : '#';
}
