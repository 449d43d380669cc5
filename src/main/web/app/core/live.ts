import type { Api } from './api';
import { Problem } from './problem';
import { Signal } from './signal';
import { EventParser } from './sse';
import type { TaskStore } from './task-store';
import type { Task } from './types';

export type LiveState = 'connecting' | 'live' | 'polling' | 'offline';

export interface Timing {
  firstRetry: number;
  longestRetry: number;
  /** A stream has a heartbeat each 15 s. After this time without one the connection is dead, although nothing said so. */
  silence: number;
  poll: number;
}

const TIMING: Timing = { firstRetry: 1000, longestRetry: 15_000, silence: 40_000, poll: 2000 };
const MAX_POLLED = 20;

/**
 * Keeps the store of tasks current by the event stream of the caller. After a break it continues from the cursor of the last
 * event. If the gateway has no event streams (on demand: 409), it queries the running tasks, each with its ETag.
 */
export class LiveTasks extends Signal {
  state: LiveState = 'connecting';
  private cursor?: string;
  private running?: AbortController;
  private wake = () => {};
  private heard = 0;
  private readonly etags = new Map<string, string>();

  constructor(private readonly api: Api, private readonly store: TaskStore, private readonly timing = TIMING) {
    super();
  }

  start(): void {
    if (!this.running) {
      this.running = new AbortController();
      void this.loop(this.running.signal);
    }
  }

  stop(): void {
    this.running?.abort();
    this.running = undefined;
    this.cursor = undefined;
    this.etags.clear();
    this.wake();
  }

  /** The device has a network again, or the page is visible again: a stream that is silent is opened again at once. */
  nudge(now = Date.now()): void {
    if (this.state !== 'live') this.wake();
    else if (now - this.heard > this.timing.silence / 2) this.cut();
  }

  private cut = () => {};

  private async loop(stopped: AbortSignal): Promise<void> {
    let delay = this.timing.firstRetry;
    while (!stopped.aborted) {
      try {
        await this.listen(stopped);
        delay = this.timing.firstRetry;
      } catch (error) {
        if (stopped.aborted) return;
        if (error instanceof Problem && error.status === 409) {
          await this.poll(stopped);
          continue;
        }
        if (error instanceof Problem && (error.status === 401 || error.status === 403)) return;
        if (this.state === 'live') delay = this.timing.firstRetry;
        this.become('offline');
        await this.pause(delay * (0.75 + Math.random() / 2));
        delay = Math.min(delay * 2, this.timing.longestRetry);
      }
    }
  }

  private async listen(stopped: AbortSignal): Promise<void> {
    const connection = new AbortController();
    this.cut = () => connection.abort();
    stopped.addEventListener('abort', this.cut);
    let watchdog: ReturnType<typeof setTimeout> | undefined;
    const alive = () => {
      this.heard = Date.now();
      clearTimeout(watchdog);
      watchdog = setTimeout(this.cut, this.timing.silence);
    };
    try {
      alive();
      const answer = await this.api.send('v1/tasks/events', {
        headers: { Accept: 'text/event-stream', ...(this.cursor ? { 'Last-Event-ID': this.cursor } : {}) },
        signal: connection.signal,
      });
      this.become('live');
      const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
      const parser = new EventParser();
      for (let part; !(part = await reader.read()).done;) {
        alive();
        const events = parser.feed(part.value);
        if (events.length) {
          this.store.put(events.map((event) => JSON.parse(event.data) as Task));
          this.cursor = events.at(-1)?.id ?? this.cursor;
        }
      }
      throw Problem.offline(); // the gateway ended the stream: it stops, or a proxy cut it
    } finally {
      clearTimeout(watchdog);
      stopped.removeEventListener('abort', this.cut);
    }
  }

  private async poll(stopped: AbortSignal): Promise<void> {
    this.become('polling');
    while (!stopped.aborted) {
      for (const task of this.store.running().slice(0, MAX_POLLED)) {
        try {
          const { body, etag } = await this.api.task(task.id, this.etags.get(task.id));
          if (etag) this.etags.set(task.id, etag);
          if (body) this.store.put([body]);
        } catch (error) {
          if (error instanceof Problem && error.status === 401) return;
        }
      }
      await this.pause(this.timing.poll);
    }
  }

  private become(state: LiveState): void {
    if (this.state !== state) {
      this.state = state;
      this.changed();
    }
  }

  private pause(millis: number): Promise<void> {
    return new Promise((done) => {
      const timer = setTimeout(done, millis);
      this.wake = () => {
        clearTimeout(timer);
        done();
      };
    });
  }
}
