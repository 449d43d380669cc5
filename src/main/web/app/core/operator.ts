/** What an operator sees; docs/contract.md, Operators. */

export interface KeyState {
  name: string;
  live: number;
  breaker: string;
  rests_until?: number;
  last_failure?: string;
  last_failure_at?: number;
}

export interface Vendor {
  name: string;
  protocol: string;
  sandbox: boolean;
  running?: number;
  creates_per_second?: number;
  asks_per_second: number;
  free_places?: number;
  outage?: string;
  keys: KeyState[];
}

export interface DeadCallback {
  id: string;
  task: string;
  caller: string;
  receiver: string;
  last_try?: number;
  last_status?: number;
  last_error?: string;
}

export interface Overview {
  version: string;
  now: number;
  since: number;
  vendors: Vendor[];
  creates: Record<string, number>;
  polls: number;
  tasks: Record<string, number>;
  waiting: { caller: string; creates: number }[];
  unknown: number;
  callbacks: { waiting: number; given_up: number; newest: DeadCallback[] };
}

export interface UnknownTask {
  id: string;
  caller: string;
  model: string;
  created: number;
  updated: number;
  vendor?: string;
  key?: string;
}

export interface Setting {
  name: string;
  value: string;
  source: string;
}

interface Sample {
  /** In seconds; only differences are used. */
  at: number;
  counts: Record<string, number>;
}

/** Rates of counters that only grow, from samples. A counter that falls belongs to a new process: its rates begin anew. */
export class Rates {
  private last?: Sample;
  private readonly rates = new Map<string, number[]>();

  /** @param most how many rates of each counter are kept */
  constructor(private readonly most = 60) {}

  add(at: number, counts: Record<string, number>): void {
    const before = this.last;
    this.last = { at, counts };
    if (!before || at <= before.at) return;
    for (const [name, count] of Object.entries(counts)) {
      const grown = count - (before.counts[name] ?? 0);
      const known = grown < 0 ? [] : this.rates.get(name) ?? [];
      this.rates.set(name, [...known, Math.max(0, grown) / (at - before.at)].slice(-this.most));
    }
  }

  /** Per second, the oldest first. */
  of(name: string): number[] {
    return this.rates.get(name) ?? [];
  }
}

/** The points of a line in a box of this size, from the right end; the highest value touches the top. */
export function linePoints(values: number[], width: number, height: number, most: number): string {
  const top = Math.max(...values, 1e-9);
  const step = width / (most - 1);
  return values.map((value, at) => `${(width - (values.length - 1 - at) * step).toFixed(1)},${(height - (value / top) * height).toFixed(1)}`).join(' ');
}
