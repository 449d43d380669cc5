import type { ReactiveController, ReactiveControllerHost } from 'lit';

const SECOND = 1000;
/** Where nothing counts down, times like "2 minutes ago" are renewed this often, in seconds. */
const SELDOM = 20;

/** The time in unix seconds. Renders its component again each second while that is wanted, else seldom. */
export class Clock implements ReactiveController {
  private timer?: ReturnType<typeof setInterval>;

  constructor(private readonly host: ReactiveControllerHost, private readonly wanted: (now: number) => boolean) {
    host.addController(this);
  }

  get now(): number {
    return Date.now() / SECOND;
  }

  hostConnected(): void {
    let ticks = 0;
    this.timer = setInterval(() => (this.wanted(this.now) || ++ticks % SELDOM === 0) && this.host.requestUpdate(), SECOND);
  }

  hostDisconnected(): void {
    clearInterval(this.timer);
  }
}
