/**
 * The `Idempotency-Key` of a click. It stays the same while the same body is sent again because no answer came, so that two
 * clicks are one bill. After an answer, or with another body, it is a new one.
 */
export class ClickKey {
  private key?: string;
  private body?: string;

  constructor(private readonly random: () => string = randomKey) {}

  for(body: unknown): string {
    const text = JSON.stringify(body);
    if (!this.key || this.body !== text) {
      this.key = this.random();
      this.body = text;
    }
    return this.key;
  }

  answered(): void {
    this.key = undefined;
  }
}

/** `crypto.randomUUID` exists only with https or localhost. */
function randomKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
