/** The objects of the API, as docs/contract.md and docs/api.md describe them. */

export type Status = 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';

export interface Result {
  url: string;
  content_type?: string;
  /** Absent while the gateway has no copy of the file. */
  size?: number;
  sha256?: string;
  expires_at?: number;
}

/** One entry of a task's history; `at` is in unix seconds. */
export interface TimelineEntry {
  at: number;
  event: string;
  detail?: string;
}

export interface Task {
  id: string;
  created: number;
  model: string;
  progress: number;
  status: Status;
  task_info: { can_cancel: boolean; estimated_time: number };
  results?: Result[];
  error?: { code: string; message: string };
  usage?: unknown;
  /** Only with `include=request`. */
  request?: Body;
  /** Only with `include=timeline`. */
  timeline?: TimelineEntry[];
}

export type Body = Record<string, unknown>;

export interface Page<T> {
  data: T[];
  has_more: boolean;
}

export interface Media {
  kind: 'image' | 'clip' | 'audio';
  megabytes?: number;
  seconds?: string;
  pixels?: string;
  ratio?: string;
  formats?: string[];
}

export interface Member {
  type: 'string' | 'integer' | 'number' | 'boolean' | 'url' | 'urls' | 'strings' | 'object' | 'objects' | 'any';
  slots?: string[];
  required: boolean;
  nullable: boolean;
  default?: unknown;
  values?: unknown[];
  range?: string;
  max_chars?: number;
  items?: string;
  media?: Media;
  description?: string;
}

export interface Mode {
  name: string;
  has: Record<string, string>;
  not: string[];
}

export interface Model {
  id: string;
  title?: string;
  description?: string;
  family?: string;
  estimated_time?: number;
  members: Record<string, Member>;
  modes: Mode[];
  rules: string[];
}

export interface StoredFile {
  id: string;
  bytes: number;
  content_type: string;
  width?: number;
  height?: number;
  seconds?: number;
  url: string;
}

export interface Delivery {
  id: string;
  task: string;
  event: string;
  state: 'waiting' | 'delivered' | 'given_up' | 'gone';
  attempts: number;
  created: number;
  next_try?: number;
  last_status?: number;
  last_error?: string;
  url: string;
}

export interface Sample {
  /** Relative to the address of the gateway. */
  path: string;
  content_type: string;
}

/** The answer of `/console/config`. */
export interface Config {
  version: string;
  sandbox: boolean;
  needs_key: boolean;
  samples: Sample[];
}

export interface Fault {
  param?: string;
  code?: string;
  message: string;
}

export const ended = (task: Task): boolean => task.status !== 'pending' && task.status !== 'processing';
