import { LitElement, css, html, svg, type SVGTemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';

const PATHS: Record<string, SVGTemplateResult> = {
  plus: svg`<path d="M8 3v10M3 8h10"/>`,
  grid: svg`<rect x="2.500" y="2.500" width="4.500" height="4.500" rx="1"/><rect x="9" y="2.500" width="4.500" height="4.500" rx="1"/><rect x="2.500" y="9" width="4.500" height="4.500" rx="1"/><rect x="9" y="9" width="4.500" height="4.500" rx="1"/>`,
  gauge: svg`<path d="M2.500 11.500a5.500 5.500 0 1 1 11 0M8 11.500 10.500 7"/>`,
  sun: svg`<circle cx="8" cy="8" r="2.750"/><path d="M8 1.500v1.250M8 13.250v1.250M1.500 8h1.250M13.250 8h1.250M3.400 3.400l.9.9M11.700 11.700l.9.9M3.400 12.600l.9-.9M11.700 4.300l.9-.9"/>`,
  moon: svg`<path d="M13 9.600A5.500 5.500 0 0 1 6.400 3a5.500 5.500 0 1 0 6.600 6.600Z"/>`,
  system: svg`<rect x="2" y="3" width="12" height="8.500" rx="1.500"/><path d="M6 14h4"/>`,
  out: svg`<path d="M6.500 13.500h-3a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1h3M10.500 11l3-3-3-3M13.500 8h-7"/>`,
  close: svg`<path d="m4 4 8 8M12 4l-8 8"/>`,
  picture: svg`<rect x="2" y="2.500" width="12" height="11" rx="1.500"/><circle cx="5.700" cy="6.200" r="1.100"/><path d="m2.500 11.500 3.300-3 2.400 2 2.600-2.700 2.700 2.700"/>`,
  clip: svg`<rect x="2" y="3" width="12" height="10" rx="1.500"/><path d="m6.800 5.900 3.400 2.100-3.400 2.100Z"/>`,
  audio: svg`<path d="M2.500 6.500v3M5.250 4.500v7M8 2.500v11M10.750 5v6M13.500 7v2"/>`,
  link: svg`<path d="M6.800 9.200a2.500 2.500 0 0 0 3.600 0l2-2a2.500 2.500 0 0 0-3.600-3.600l-.6.6M9.200 6.800a2.500 2.500 0 0 0-3.600 0l-2 2a2.500 2.500 0 0 0 3.600 3.600l.6-.6"/>`,
  copy: svg`<rect x="5.500" y="5.500" width="8" height="8" rx="1.500"/><path d="M10.500 5.500V3.800a1.300 1.300 0 0 0-1.300-1.300H3.800a1.300 1.300 0 0 0-1.300 1.300v5.400a1.300 1.300 0 0 0 1.300 1.300h1.700"/>`,
  check: svg`<path d="m3 8.500 3.200 3.200L13 4.800"/>`,
  download: svg`<path d="M8 2.500v7.500M4.800 7 8 10.200 11.200 7M2.500 13.500h11"/>`,
  again: svg`<path d="M13.500 8a5.500 5.500 0 1 1-1.700-4M13.500 2v2.800h-2.800"/>`,
  back: svg`<path d="M13 8H3M7 4 3 8l4 4"/>`,
  arrow: svg`<path d="M3 8h10M9 4l4 4-4 4"/>`,
  swap: svg`<path d="M2.500 5.500h10M10 3l2.500 2.500L10 8M13.500 10.500h-10M6 8l-2.500 2.500L6 13"/>`,
  chevron: svg`<path d="m4.500 6.250 3.500 3.500 3.500-3.500"/>`,
  search: svg`<circle cx="7" cy="7" r="4"/><path d="m10 10 3.500 3.500"/>`,
  eye: svg`<path d="M1.500 8S4 3.500 8 3.500 14.500 8 14.500 8 12 12.500 8 12.500 1.500 8 1.500 8Z"/><circle cx="8" cy="8" r="1.900"/>`,
  alert: svg`<path d="M8 5.500v3.200M8 11.100v.1M7.100 2.700 1.700 12a1 1 0 0 0 .9 1.500h10.800a1 1 0 0 0 .9-1.500L8.900 2.700a1 1 0 0 0-1.800 0Z"/>`,
  play: svg`<path d="M5 3.200v9.600L13 8Z" fill="currentColor"/>`,
  out_link: svg`<path d="M9 2.500h4.500V7M13.500 2.500 7.500 8.500M11.500 9.500v3a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1h3"/>`,
};

/** A small picture beside a text. Screen readers skip it. */
@customElement('z-icon')
export class Icon extends LitElement {
  static override styles = css`
    :host { display: inline-flex; flex: none; width: 16px; height: 16px; }
    svg { width: 100%; height: 100%; fill: none; stroke: currentColor; stroke-width: 1.4; stroke-linecap: round; stroke-linejoin: round; }
  `;

  @property() name = '';

  override render() {
    return html`<svg viewBox="0 0 16 16" aria-hidden="true">${PATHS[this.name]}</svg>`;
  }
}
