import { Signal } from './signal';

/** A browser has six connections to a host, and a film may hold one as long as its element exists. */
const MOST_AT_ONCE = 2;
const MOST_KEPT = 400;
const WIDTH = 480;
const PATIENCE_MILLIS = 20_000;
/** The first frame of a film is often black. In seconds. */
const MOMENT = 0.1;

/** Pictures of films: an early frame of each, which is read once and kept as long as the page. */
export class Posters extends Signal {
  /** By film; undefined as long as it is read, empty if it cannot be read. */
  private readonly pictures = new Map<string, string | undefined>();
  private readonly waiting: (() => Promise<void>)[] = [];
  private reading = 0;

  /**
   * The picture of a film; undefined until there is one. Then the listeners are told.
   *
   * @param film identifies the film, whatever its URL is
   * @param url a URL of this gateway
   */
  of(film: string, url: string): string | undefined {
    if (!this.pictures.has(film)) {
      this.pictures.set(film, undefined);
      this.waiting.push(() => this.read(film, url));
      this.next();
    }
    return this.pictures.get(film) || undefined;
  }

  private next(): void {
    while (this.reading < MOST_AT_ONCE && this.waiting.length) {
      this.reading++;
      void this.waiting.pop()!().finally(() => { // the newest first: it is the one in view
        this.reading--;
        this.next();
      });
    }
  }

  private async read(film: string, url: string): Promise<void> {
    const picture = await frame(url).catch(() => undefined);
    this.pictures.set(film, picture ? URL.createObjectURL(picture) : '');
    for (const [oldest, old] of this.pictures) {
      if (this.pictures.size <= MOST_KEPT) break;
      if (old) URL.revokeObjectURL(old);
      this.pictures.delete(oldest);
    }
    this.changed();
  }
}

function frame(url: string): Promise<Blob> {
  const video = document.createElement('video');
  video.muted = true;
  video.preload = 'auto';
  return new Promise<Blob>((done, failed) => {
    const late = setTimeout(failed, PATIENCE_MILLIS);
    video.addEventListener('loadedmetadata', () => { video.currentTime = Math.min(MOMENT, video.duration / 2 || 0); });
    video.addEventListener('seeked', () => {
      clearTimeout(late);
      const canvas = document.createElement('canvas');
      canvas.width = Math.min(WIDTH, video.videoWidth);
      canvas.height = Math.round((canvas.width / video.videoWidth) * video.videoHeight);
      canvas.getContext('2d')!.drawImage(video, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => (blob ? done(blob) : failed()), 'image/webp', 0.85);
    });
    video.addEventListener('error', () => {
      clearTimeout(late);
      failed();
    });
    video.src = url;
  }).finally(() => {
    video.removeAttribute('src');
    video.load(); // frees the connection
  });
}
