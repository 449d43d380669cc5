import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

/** The `ai` package refuses films from localhost; so a test on one machine downloads them itself. */
export async function download({ url }) {
  const answer = await fetch(url);
  assert.equal(answer.status, 200);
  return { data: new Uint8Array(await answer.arrayBuffer()), mediaType: answer.headers.get('content-type') };
}

/** Decodes every frame: a film that plays has this height and this length. */
export function assertPlays(bytes, file, height, seconds) {
  writeFileSync(file, bytes);
  const { streams: [stream], format } = JSON.parse(execFileSync('ffprobe', ['-v', 'error', '-count_frames', '-select_streams',
    'v:0', '-show_entries', 'stream=codec_name,width,height,nb_read_frames:format=duration', '-of', 'json', file]));
  assert.equal(stream.codec_name, 'h264');
  assert.equal(Math.min(stream.width, stream.height), height);
  assert.equal(Math.round(Number(format.duration)), seconds);
  assert.ok(Number(stream.nb_read_frames) > seconds * 10, `${stream.nb_read_frames} frames`);
}
