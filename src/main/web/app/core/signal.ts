import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Something that tells its listeners that it has changed. */
export class Signal {
  private readonly listeners = new Set<() => void>();

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  protected changed(): void {
    for (const listener of [...this.listeners]) listener();
  }
}

/** Renders a component again when a signal changes, as long as the component is in the page. */
export class Watch implements ReactiveController {
  private stop?: () => void;

  constructor(private readonly host: ReactiveControllerHost, private readonly signal: Signal) {
    host.addController(this);
  }

  hostConnected(): void {
    this.stop = this.signal.subscribe(() => this.host.requestUpdate());
  }

  hostDisconnected(): void {
    this.stop?.();
  }
}
