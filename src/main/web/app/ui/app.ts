import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { begin, live, router, session } from '../core/context';
import { Watch } from '../core/signal';
import { shared } from '../styles/shared';
import { strings } from '../strings';
import './create-page';
import './empty-state';
import './notice';
import './operator-page';
import './sign-in';
import './task-page';
import './tasks-page';
import './top-bar';

/** The console: the page for the route, or the question for a key. */
@customElement('z-app')
export class App extends LitElement {
  static override styles = [shared, css`
    :host { min-height: 100dvh; display: flex; flex-direction: column; }
    main { flex: 1; width: 100%; max-width: 1240px; margin: 0 auto; padding: 28px 24px 72px; }
    main:focus { outline: none; }
    z-sign-in.over { position: fixed; inset: 0; z-index: 20; }
    @media (max-width: 640px) { main { padding: 18px 16px 56px; } }
  `];

  @state() private phase: 'starting' | 'ready' | 'failed' = 'starting';
  private place = '';

  constructor() {
    super();
    new Watch(this, session);
    new Watch(this, router);
    session.subscribe(() => (session.role === 'caller' && !session.expired ? live.start() : live.stop()));
    void this.begin();
  }

  private async begin(): Promise<void> {
    this.phase = 'starting';
    await begin().then(() => (this.phase = 'ready'), () => (this.phase = 'failed'));
  }

  protected override updated(changes: PropertyValues): void {
    super.updated(changes);
    const route = router.route;
    const place = route.page + ('id' in route ? route.id : '');
    document.title = `${this.heading(route.page)} · ${strings.brand}`;
    if (this.place && this.place !== place) this.renderRoot.querySelector('main')?.focus();
    this.place = place;
  }

  private heading(page: string): string {
    const titles: Record<string, string> = {
      create: strings.create.title, tasks: strings.tasks.title, task: strings.task.film, operator: strings.operator.title,
    };
    return session.role ? titles[page] ?? strings.problem.unknownPage : strings.signIn.title;
  }

  override render() {
    if (this.phase === 'starting') return nothing;
    if (this.phase === 'failed') {
      return html`<main><z-empty icon="alert" heading=${strings.signIn.failed} lead=${strings.problem.offline}>
        <button class="primary" @click=${() => this.begin()}>${strings.tasks.retry}</button></z-empty></main>`;
    }
    if (!session.role) return html`<z-sign-in></z-sign-in>`;
    return html`
      <z-top-bar ?inert=${session.expired} @skip=${this.skip}></z-top-bar>
      <main id="main" tabindex="-1" ?inert=${session.expired}>${this.page()}</main>
      ${session.expired ? html`<z-sign-in class="over" expired></z-sign-in>` : nothing}
      <z-notice></z-notice>`;
  }

  private skip(): void {
    this.renderRoot.querySelector('main')?.focus();
  }

  private page() {
    const route = router.route;
    if (session.role === 'operator') return html`<z-operator-page></z-operator-page>`;
    switch (route.page) {
      case 'create': return html`<z-create-page></z-create-page>`;
      case 'tasks': return html`<z-tasks-page .status=${route.status ?? ''}></z-tasks-page>`;
      case 'task': return html`<z-task-page .taskId=${route.id}></z-task-page>`;
      default: return html`<z-empty icon="search" heading=${strings.problem.unknownPage} lead=${strings.problem.unknownPageLead}>
        <a class="button primary" href=${router.href('')}>${strings.problem.home}</a></z-empty>`;
    }
  }
}
