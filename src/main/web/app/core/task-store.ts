import { Signal } from './signal';
import { ended, type Page, type Status, type Task } from './types';

/** How far the list of one filter is loaded. */
interface Extent {
  hasMore: boolean;
  /** The oldest task that was loaded; older tasks that are known by chance are not shown, as there would be gaps. */
  oldest?: Task;
}

/** The tasks that the page knows, newest first: from lists, from the event stream and from single queries. */
export class TaskStore extends Signal {
  private readonly tasks = new Map<string, Task>();
  private readonly extents = new Map<string, Extent>();
  private ordered?: Task[];

  get(id: string): Task | undefined {
    return this.tasks.get(id);
  }

  /** @returns undefined if nothing of this filter is loaded */
  list(status = ''): Task[] | undefined {
    const extent = this.extents.get(status);
    if (!extent) return undefined;
    this.ordered ??= [...this.tasks.values()].sort((a, b) => b.created - a.created || (a.id < b.id ? 1 : -1));
    const oldest = extent.hasMore ? extent.oldest?.created ?? 0 : 0;
    return this.ordered.filter((task) => task.created >= oldest && (!status || task.status === status));
  }

  running(): Task[] {
    return [...this.tasks.values()].filter((task) => !ended(task));
  }

  hasMore(status = ''): boolean {
    return this.extents.get(status)?.hasMore ?? false;
  }

  /** The cursor of the next page. */
  cursor(status = ''): string | undefined {
    return this.extents.get(status)?.oldest?.id;
  }

  addPage(page: Page<Task>, status = '', first = false): void {
    const known = this.extents.get(status);
    const oldest = page.data.at(-1) ?? known?.oldest;
    if (!first || !known) this.extents.set(status, { hasMore: page.has_more, oldest });
    this.learn(page.data);
  }

  /**
   * Tasks of answers to requests. The event stream may have been faster: then it knows better, so a state that would go back is
   * left out.
   */
  learn(tasks: Task[]): void {
    this.put(tasks.filter((task) => {
      const known = this.tasks.get(task.id);
      return !known || age(task) > age(known) || (age(task) === age(known) && task.progress >= known.progress);
    }));
  }

  /** Tasks of the event stream, which are in the order of their changes. */
  put(tasks: Task[]): void {
    for (const task of tasks) {
      const known = this.tasks.get(task.id);
      this.tasks.set(task.id, { ...task, request: task.request ?? known?.request, timeline: task.timeline ?? known?.timeline });
    }
    this.ordered = undefined;
    this.changed();
  }

  clear(): void {
    this.tasks.clear();
    this.extents.clear();
    this.ordered = undefined;
    this.changed();
  }
}

/** How far a task has come; a kept film is further than one that only the vendor has. */
function age(task: Task): number {
  if (!ended(task)) return task.status === 'processing' ? 1 : 0;
  return task.results?.some((result) => result.sha256) ? 3 : 2;
}

/**
 * The seconds until a task is expected to end; undefined if nothing can be said.
 *
 * @param now in unix seconds
 */
export function secondsLeft(task: Task, now: number): number | undefined {
  const estimate = task.task_info.estimated_time;
  if (ended(task) || !estimate) return undefined;
  const elapsed = now - task.created;
  const byProgress = task.progress >= 5 && task.progress < 100 ? (elapsed * (100 - task.progress)) / task.progress : 0;
  return Math.max(0, Math.round(estimate > elapsed ? estimate - elapsed : byProgress));
}

/**
 * What a progress bar shows, 0 to 100: what the vendor says; until it says anything, what the estimate says.
 *
 * @param now in unix seconds
 */
export function shownProgress(task: Task, now: number): number {
  if (task.status === 'completed') return 100;
  const estimate = task.task_info.estimated_time;
  const byTime = estimate ? Math.min(95, ((now - task.created) / estimate) * 100) : 0;
  return task.progress > 0 ? task.progress : task.status === 'processing' ? Math.max(3, Math.round(byTime)) : 0;
}

export const STATUSES: Status[] = ['pending', 'processing', 'completed', 'failed', 'cancelled'];
