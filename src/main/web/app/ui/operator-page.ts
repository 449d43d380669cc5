import { LitElement, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { shared } from '../styles/shared';
import { strings } from '../strings';
import './empty-state';

/** What an operator sees. */
@customElement('z-operator-page')
export class OperatorPage extends LitElement {
  static override styles = shared;

  override render() {
    return html`<z-empty icon="gauge" heading=${strings.operator.title} lead=${strings.operator.lead}>
      <p class="quiet">${strings.operator.soon}</p></z-empty>`;
  }
}
