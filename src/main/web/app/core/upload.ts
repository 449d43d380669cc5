import type { Api } from './api';
import type { Problem } from './problem';
import { Signal } from './signal';
import type { StoredFile } from './types';

/** One picture, clip or sound in the form: a URL of somebody else, or a file that is uploaded. */
export class Input extends Signal {
  /** What a create says: a URL, or the id of a file. Undefined until the upload is done. */
  value?: string;
  /** What the page can show; undefined for a URL of somebody else. */
  preview?: string;
  name: string;
  contentType: string;
  /** 0 to 1 */
  progress = 0;
  problem?: Problem;
  file?: StoredFile;
  private readonly stopped = new AbortController();

  private constructor(name: string, contentType: string) {
    super();
    this.name = name;
    this.contentType = contentType;
  }

  static url(url: string): Input {
    const input = new Input(url, '');
    input.value = url;
    return input;
  }

  static sample(url: string, contentType: string): Input {
    const input = new Input(url.slice(url.lastIndexOf('/') + 1), contentType);
    input.value = url;
    input.preview = url;
    return input;
  }

  /** A file that was uploaded before; its preview follows. */
  static stored(id: string, api: Api): Input {
    const input = new Input(id, '');
    input.value = id;
    void api.file(id).then((file) => {
      input.file = file;
      input.contentType = file.content_type;
      input.preview = api.own(file.url);
      input.changed();
    }, () => {});
    return input;
  }

  static upload(file: File, api: Api): Input {
    const input = new Input(file.name || file.type, file.type);
    input.preview = URL.createObjectURL(file);
    api.upload(file, (share) => {
      input.progress = share;
      input.changed();
    }, input.stopped.signal).then((stored) => {
      input.file = stored;
      input.value = stored.id;
      input.contentType = stored.content_type;
      input.changed();
    }, (problem: Problem) => {
      input.problem = problem;
      input.changed();
    });
    return input;
  }

  get uploading(): boolean {
    return !this.value && !this.problem;
  }

  /** Ends an upload and frees the preview. */
  discard(): void {
    this.stopped.abort();
    if (this.preview?.startsWith('blob:')) URL.revokeObjectURL(this.preview);
  }
}
