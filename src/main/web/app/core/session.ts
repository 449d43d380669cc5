import { Signal } from './signal';

export type Role = 'caller' | 'operator';

const STORED = 'zoetrope.key';

/** The key of the reader: in the memory of this tab; in `sessionStorage` only if the reader asks for it. */
export class Session extends Signal {
  key = '';
  role?: Role;
  /** Whether the gateway has refused the key after it was accepted. */
  expired = false;

  constructor(private readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>) {
    super();
  }

  get stored(): string | null {
    return this.storage.getItem(STORED);
  }

  signIn(key: string, role: Role, remember: boolean): void {
    this.key = key;
    this.role = role;
    this.expired = false;
    if (remember) this.storage.setItem(STORED, key);
    this.changed();
  }

  signOut(): void {
    this.key = '';
    this.role = undefined;
    this.expired = false;
    this.storage.removeItem(STORED);
    this.changed();
  }

  /** The gateway does not accept the key any more. The page remains, and asks for another key. */
  refuse(): void {
    if (this.role && !this.expired) {
      this.expired = true;
      this.storage.removeItem(STORED);
      this.changed();
    }
  }
}
