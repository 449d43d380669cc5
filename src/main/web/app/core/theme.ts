import { Signal } from './signal';

export type Choice = 'system' | 'light' | 'dark';

const STORED = 'zoetrope.theme';
const CHOICES: Choice[] = ['system', 'light', 'dark'];

/** Light or dark: what the system says, until the reader chooses. */
export class Theme extends Signal {
  choice: Choice;

  constructor(private readonly root: HTMLElement, private readonly storage: Storage) {
    super();
    const stored = storage.getItem(STORED) as Choice | null;
    this.choice = stored && CHOICES.includes(stored) ? stored : 'system';
    this.apply();
  }

  next(): void {
    this.choice = CHOICES[(CHOICES.indexOf(this.choice) + 1) % CHOICES.length];
    this.storage.setItem(STORED, this.choice);
    this.apply();
    this.changed();
  }

  private apply(): void {
    if (this.choice === 'system') delete this.root.dataset.theme;
    else this.root.dataset.theme = this.choice;
  }
}
