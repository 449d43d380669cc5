import type { Fault } from './types';

interface Envelope {
  error?: { message?: string; code?: string; param?: string; details?: Fault[]; request_id?: string };
}

/** A request that did not succeed. `status` is 0 if there was no answer. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly code?: string,
    readonly details: Fault[] = [],
    readonly requestId?: string,
  ) {
    super(message);
  }

  static offline(): Problem {
    return new Problem(0, '');
  }

  /** From an answer that is no success; its body may be anything. */
  static of(status: number, text: string): Problem {
    try {
      const { error } = JSON.parse(text) as Envelope;
      const message = error?.message ?? '';
      const details = error?.details?.length ? error.details
        : error?.param ? [{ param: error.param, code: error.code, message }] : [];
      return new Problem(status, message, error?.code, details, error?.request_id);
    } catch {
      return new Problem(status, '');
    }
  }

  /** The first message of each member; the faults without a member are under the empty name. */
  faults(): Map<string, string> {
    const faults = new Map<string, string>();
    for (const fault of this.details) {
      const member = (fault.param ?? '').split(/[.[]/)[0];
      if (!faults.has(member)) faults.set(member, fault.message);
    }
    return faults;
  }
}
