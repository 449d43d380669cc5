import { Signal } from './signal';

export type Route =
  | { page: 'create' }
  | { page: 'tasks'; status?: string }
  | { page: 'task'; id: string }
  | { page: 'operator' }
  | { page: 'unknown' };

/** The page that a path below the console means. */
export function parse(path: string, search = ''): Route {
  const [first, second, ...more] = path.split('/').filter(Boolean);
  if (more.length) return { page: 'unknown' };
  if (!first) return { page: 'create' };
  if (first === 'create' && !second) return { page: 'create' };
  if (first === 'tasks' && second) return { page: 'task', id: safeDecode(second) };
  if (first === 'tasks') return { page: 'tasks', status: new URLSearchParams(search).get('status') ?? undefined };
  if (first === 'operator' && !second) return { page: 'operator' };
  return { page: 'unknown' };
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Follows links inside the console without loading the page again. */
export class Router extends Signal {
  constructor(private readonly base: URL, private readonly view: Window) {
    super();
    view.addEventListener('popstate', () => this.changed());
    view.document.addEventListener('click', (event) => this.follow(event));
  }

  get route(): Route {
    return parse(this.view.location.pathname.slice(this.base.pathname.length), this.view.location.search);
  }

  /** @param path relative to the console, without a slash at its beginning */
  href(path: string): string {
    return this.base.pathname + path;
  }

  go(path: string, replace = false): void {
    this.view.history[replace ? 'replaceState' : 'pushState'](null, '', this.href(path));
    if (!replace) this.view.scrollTo(0, 0);
    this.changed();
  }

  private follow(event: MouseEvent): void {
    const link = event.composedPath().find((one): one is HTMLAnchorElement => one instanceof HTMLAnchorElement);
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || link.target || link.hasAttribute('download') || event.defaultPrevented) return;
    const target = new URL(link.href);
    if (target.origin === this.base.origin && target.pathname.startsWith(this.base.pathname)) {
      event.preventDefault();
      this.go(target.pathname.slice(this.base.pathname.length) + target.search);
    }
  }
}
