import { css, html, nothing, type TemplateResult } from 'lit';
import type { Field } from '../core/form';
import { words } from '../core/format';
import { strings } from '../strings';

export const frameStyles = css`
  .head { display: flex; align-items: baseline; gap: 8px; margin-bottom: 7px; min-height: 20px; }
  .head label, .head .label { font-weight: 560; font-size: 13px; }
  .head .name { font-size: 11.5px; color: var(--text-3); }
  .head .side { margin-left: auto; font-size: 12px; color: var(--text-3); }
  .head .over { color: var(--bad); font-weight: 560; }
  .help { margin-top: 6px; font-size: 12.5px; color: var(--text-3); }
  .fault { display: flex; gap: 6px; margin-top: 7px; font-size: 13px; color: var(--bad); font-weight: 480; }
  .fault z-icon { margin-top: 2px; }
`;

/** The name of a field for people: by its meaning if it has one, else by its name in the API. */
export function labelOf(field: Field): string {
  const slots = field.member.slots ?? [];
  const slot = slots.length === 1 ? slots[0] : undefined;
  return (slot && (strings.fields[slot] ?? strings.media.slots[slot])) ?? words(field.name);
}

/** The heading of a field: label, name in the API, whether it is required, and what is at the other end. */
export function head(field: Field, side: TemplateResult | string | typeof nothing = nothing, label: 'label' | 'span' = 'label') {
  const text = labelOf(field);
  const more = field.member.required ? strings.create.required : '';
  return html`<div class="head">
    ${label === 'label' ? html`<label for="input">${text}</label>` : html`<span class="label" id="label">${text}</span>`}
    <span class="name mono">${field.name}</span>${more ? html`<span class="name">${more}</span>` : nothing}
    <span class="side number">${side}</span></div>`;
}

/** What follows the input: the explanation of the model, and the fault of the last try. */
export function foot(field: Field, fault: string) {
  return html`${field.member.description ? html`<p class="help" id="help">${field.member.description}</p>` : nothing}
    ${fault ? html`<p class="fault" id="fault" role="alert"><z-icon name="alert"></z-icon><span class="text">${fault}</span></p>` : nothing}`;
}

export function describedBy(field: Field, fault: string) {
  return [field.member.description ? 'help' : '', fault ? 'fault' : ''].filter(Boolean).join(' ') || nothing;
}
