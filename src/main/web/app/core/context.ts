import { Api } from './api';
import { LiveTasks } from './live';
import { Posters } from './posters';
import { Router } from './router';
import { Session, type Role } from './session';
import { Signal } from './signal';
import { TaskStore } from './task-store';
import { Theme } from './theme';
import { Problem } from './problem';
import type { Body, Config } from './types';

/** The key in a sandbox without keys, where any key is accepted. The examples of the README use it, too. */
const SANDBOX_KEY = 'demo';

/** A message that is shown for a moment. */
export class Notices extends Signal {
  text = '';
  bad = false;

  show(text: string, bad = false): void {
    this.text = text;
    this.bad = bad;
    this.changed();
  }
}

/** What the page remembers of the creates of this tab until it is closed: the request, and a picture to show. */
export class Made {
  private readonly requests = new Map<string, Body>();
  private readonly pictures = new Map<string, string>();

  add(task: string, request: Body, picture?: string): void {
    this.requests.set(task, request);
    if (picture) this.pictures.set(task, picture);
  }

  request(task: string): Body | undefined {
    return this.requests.get(task);
  }

  picture(task: string): string | undefined {
    return this.pictures.get(task);
  }
}

const base = new URL(document.baseURI);

export const session = new Session(sessionStorage);
export const router = new Router(base, window);
export const theme = new Theme(document.documentElement, localStorage);
export const notices = new Notices();
export const made = new Made();
export const posters = new Posters();
export const api = new Api(new URL('../', base), () => session.key, () => session.refuse());
export const tasks = new TaskStore();
export const live = new LiveTasks(api, tasks);
/** What the gateway says of itself; set before the first page is shown. */
export let config: Config;
/** The request with which the form begins; taken by the page that creates. */
export const draft: { request?: Body } = {};

/** Reads what the page must know, and signs in where that needs no question. */
export async function begin(): Promise<void> {
  const answer = await fetch(new URL('config', base), { cache: 'no-store' });
  if (!answer.ok) throw Problem.of(answer.status, '');
  config = await answer.json() as Config;
  if (!config.needs_key) session.signIn(SANDBOX_KEY, 'caller', false);
  else if (session.stored) await signIn(session.stored, true).catch(() => session.signOut());
}

/** @throws Problem 401 if the gateway does not know the key */
export async function signIn(key: string, remember: boolean): Promise<void> {
  const answer = await fetch(api.url('v1/models'), { headers: { Authorization: `Bearer ${key}` }, cache: 'no-store' })
    .catch(() => { throw Problem.offline(); });
  let role: Role = 'caller';
  if (answer.status === 403) role = 'operator';
  else if (!answer.ok) throw Problem.of(answer.status, await answer.text());
  live.stop();
  if (session.key && session.key !== key) tasks.clear();
  session.signIn(key, role, remember);
}

window.addEventListener('online', () => live.nudge());
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && live.nudge());
window.addEventListener('pagehide', () => live.stop());
window.addEventListener('pageshow', (event) => event.persisted && session.role === 'caller' && live.start());
