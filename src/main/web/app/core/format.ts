const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [['day', 86_400], ['hour', 3600], ['minute', 60], ['second', 1]];

/** A time as people say it: `2 minutes ago`. Both in unix seconds. */
export function ago(at: number, now: number, language = 'en'): string {
  const passed = at - now;
  const [unit, seconds] = UNITS.find(([, length]) => Math.abs(passed) >= length) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(Math.trunc(passed / seconds), unit);
}

/** A length of time: `45 s`, `3 min 20 s`, `2 h 5 min`. */
export function seconds(length: number): string {
  const whole = Math.max(0, Math.round(length));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min${whole % 60 ? ` ${whole % 60} s` : ''}`;
  return `${Math.floor(whole / 3600)} h${Math.floor((whole % 3600) / 60) ? ` ${Math.floor((whole % 3600) / 60)} min` : ''}`;
}

export function bytes(size: number): string {
  if (size < 1000) return `${size} B`;
  const units = ['KB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length, Math.floor(Math.log10(size) / 3));
  const value = size / 1000 ** power;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[power - 1]}`;
}

/** A date and a time of day in the language of the reader. */
export function moment(at: number): string {
  return new Date(at * 1000).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
}

/** A name of the API as words: `negative_prompt` is `Negative prompt`, `image_urls` is `Images`. */
export function words(name: string): string {
  const text = name.replace(/_urls$/, 's').replace(/_url$/, '').replaceAll('_', ' ').trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
