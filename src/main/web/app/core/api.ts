import { Problem } from './problem';
import type { Overview, Setting, UnknownTask } from './operator';
import type { Body, Delivery, Model, Page, StoredFile, Task } from './types';

export interface Tagged<T> {
  /** Absent if nothing has changed (304). */
  body?: T;
  etag?: string;
  retryAfter: number;
}

/** The client of the gateway. Every failure is a {@link Problem}. */
export class Api {
  /**
   * @param root the address of the gateway, with a slash at its end
   * @param key the key of the reader, asked for at each request
   * @param refused called when an answer says that the key is not valid
   */
  constructor(readonly root: URL, private readonly key: () => string, private readonly refused: () => void = () => {}) {}

  url(path: string): URL {
    return new URL(path, this.root);
  }

  async send(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('Authorization', `Bearer ${this.key()}`);
    let answer: Response;
    try {
      answer = await fetch(this.url(path), { ...init, headers, credentials: 'omit', cache: 'no-store' });
    } catch (error) {
      if ((error as Error).name === 'AbortError') throw error;
      throw Problem.offline();
    }
    if (answer.status === 401) this.refused();
    if (!answer.ok && answer.status !== 304) throw Problem.of(answer.status, await answer.text().catch(() => ''));
    return answer;
  }

  async json<T>(path: string, init?: RequestInit): Promise<T> {
    const answer = await this.send(path, init);
    try {
      return await answer.json() as T;
    } catch {
      throw Problem.offline();
    }
  }

  models(): Promise<Page<{ id: string }>> {
    return this.json('v1/models');
  }

  model(id: string): Promise<Model> {
    return this.json(`v1/models/${encodeURIComponent(id)}`);
  }

  create(body: Body, idempotencyKey: string): Promise<Task> {
    return this.json('v1/videos/generations', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': idempotencyKey, Prefer: 'respond-async' },
      body: JSON.stringify(body),
    });
  }

  tasks(query: { status?: string; after?: string; limit?: number }): Promise<Page<Task>> {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) if (value) search.set(name, String(value));
    return this.json(`v1/tasks?${search}`);
  }

  /** A task with its request and its timeline. */
  wholeTask(id: string): Promise<Task> {
    return this.json(`v1/tasks/${encodeURIComponent(id)}?include=request,timeline`);
  }

  async task(id: string, etag?: string): Promise<Tagged<Task>> {
    const answer = await this.send(`v1/tasks/${encodeURIComponent(id)}`, etag ? { headers: { 'If-None-Match': etag } } : {});
    return {
      body: answer.status === 304 ? undefined : await answer.json() as Task,
      etag: answer.headers.get('ETag') ?? undefined,
      retryAfter: Number(answer.headers.get('Retry-After') ?? 2),
    };
  }

  cancel(id: string): Promise<Task> {
    return this.json(`v1/tasks/${encodeURIComponent(id)}/cancel`, { method: 'POST' });
  }

  file(id: string): Promise<StoredFile> {
    return this.json(`v1/files/${encodeURIComponent(id)}`);
  }

  deliveries(task: string): Promise<Page<Delivery>> {
    return this.json(`v1/webhooks/deliveries?task=${encodeURIComponent(task)}&limit=100`);
  }

  redeliver(id: string): Promise<Delivery> {
    return this.json(`v1/webhooks/deliveries/${encodeURIComponent(id)}/redeliver`, { method: 'POST' });
  }

  overview(): Promise<Overview> {
    return this.json('v1/operator/overview');
  }

  unknownTasks(): Promise<Page<UnknownTask>> {
    return this.json('v1/operator/tasks?code=submission_unknown&limit=100');
  }

  settings(): Promise<Page<Setting>> {
    return this.json('v1/operator/settings');
  }

  /** @param vendorId the vendor's id of the task; without one the vendor has not got the create */
  async reconcile(task: string, vendorId?: string): Promise<void> {
    await this.send(`v1/tasks/${encodeURIComponent(task)}/reconcile`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(vendorId ? { outcome: 'created', vendor_id: vendorId } : { outcome: 'not_created' }),
    });
  }

  /** Uploads a file. `fetch` cannot tell how much was sent, so this is an XMLHttpRequest. */
  upload(file: Blob, progress: (share: number) => void, signal: AbortSignal): Promise<StoredFile> {
    return new Promise((done, failed) => {
      const request = new XMLHttpRequest();
      request.open('POST', this.url('v1/files'));
      request.setRequestHeader('Authorization', `Bearer ${this.key()}`);
      request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
      request.upload.addEventListener('progress', (sent) => progress(sent.total ? sent.loaded / sent.total : 0));
      request.addEventListener('load', () => {
        if (request.status === 401) this.refused();
        if (request.status >= 200 && request.status < 300) done(JSON.parse(request.responseText) as StoredFile);
        else failed(Problem.of(request.status, request.responseText));
      });
      request.addEventListener('error', () => failed(Problem.offline()));
      signal.addEventListener('abort', () => request.abort());
      request.send(file);
    });
  }

  /**
   * A signed URL of this gateway at the address at which the page was loaded: its host may be another name of the same
   * gateway, from which the page may load nothing. Undefined for a URL of somebody else.
   */
  own(url: string): string | undefined {
    const path = /\/v1\/(?:tasks|files)\/[^/]+\/content\?[^#]*$/.exec(url)?.[0];
    return path && this.url(path.slice(1)).href;
  }
}
