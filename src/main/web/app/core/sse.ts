export interface ServerEvent {
  id?: string;
  data: string;
}

/** Parses a stream of server-sent events, of which a part may end anywhere. Comments are skipped. */
export class EventParser {
  /** In milliseconds; undefined until the server says it. */
  retry?: number;
  private rest = '';
  private id?: string;
  private data: string[] = [];

  /** @returns the events that this part completes */
  feed(part: string): ServerEvent[] {
    const events: ServerEvent[] = [];
    const lines = (this.rest + part).split(/\r?\n/);
    this.rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        if (this.data.length) events.push({ id: this.id, data: this.data.join('\n') });
        this.data = [];
      } else {
        const colon = line.indexOf(':');
        const value = line.slice(colon + 1).replace(/^ /, '');
        const field = line.slice(0, colon);
        if (field === 'data') this.data.push(value);
        else if (field === 'id') this.id = value;
        else if (field === 'retry' && /^\d+$/.test(value)) this.retry = Number(value);
      }
    }
    return events;
  }
}
