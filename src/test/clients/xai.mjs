/**
 * The unmodified packages `ai` and `@ai-sdk/xai` make films with the packaged gateway and its sandbox, also behind a connection
 * that is cut: one create reaches the vendor.
 *
 * usage: ./mvnw package -DskipTests && cd src/test/clients && npm ci && npm run xai     (ffmpeg and ffprobe on the PATH)
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { createXai } from '@ai-sdk/xai';
import { APICallError, experimental_generateVideo as generateVideo } from 'ai';
import { run } from './cases.mjs';
import { assertPlays, download } from './film.mjs';
import { startLine } from './line.mjs';
import { startSandbox } from './sandbox.mjs';

const gateway = await startSandbox();
const line = await startLine(gateway.port);
const xai = createXai({ apiKey: 'demo', baseURL: `${line.url}/xai/v1` });
const sample = (name) => `http://127.0.0.1:${gateway.port}/sandbox/samples/${name}`;
const options = { download, resolution: '1280x720', duration: 2, poll: { intervalMs: 300 } };

/** Makes a film with one create upstream. */
async function film(model, height, seconds, wish) {
  const before = gateway.creates;
  const result = await generateVideo({ model: xai.video(model), ...options, ...wish });
  assert.equal(gateway.creates - before, 1, 'creates upstream');
  assertPlays(result.video.uint8Array, join(gateway.directory, 'film.mp4'), height, seconds);
  return result;
}

await run('@ai-sdk/xai', {
  'text to video': async () => {
    const { providerMetadata, warnings } = await film('wan-2.7-text-to-video', 720, 2, { prompt: 'Hello', aspectRatio: '9:16' });
    assert.match(providerMetadata.xai.requestId, /^task-unified-/);
    assert.equal(providerMetadata.xai.progress, 100);
    assert.deepEqual(warnings, []);
  },
  'image to video': () => film('wan-2.7-image-to-video', 720, 2, {
    prompt: { image: sample('lighthouse-first.jpg'), text: 'The camera pushes in' },
  }),
  'reference to video': () => film('wan-2.7-reference-to-video', 720, 2, {
    prompt: 'Image 1 meets Image 2', inputReferences: [sample('lighthouse-first.jpg'), sample('zoetrope.jpg')],
  }),
  'video edit': () => film('wan-2.7-video-edit', 1080, 2, {
    prompt: 'Other colours', resolution: undefined, duration: undefined,
    providerOptions: { xai: { mode: 'edit-video', videoUrl: sample('clip.mp4') } },
  }),
  'cut as soon as the create is sent': async () => {
    line.requests.POST = 0;
    line.cut('POST', 'sent');
    await film('wan-2.7-text-to-video', 720, 2, { prompt: 'Cut while it is under way' });
    assert.equal(line.requests.POST, 2, 'tries');
  },
  'answers to a create and to a query are lost': async () => {
    line.requests.POST = 0;
    line.cut('POST', 'answered');
    line.cut('GET', 'answered');
    await film('wan-2.7-text-to-video', 720, 2, { prompt: 'Cut twice' });
    assert.equal(line.requests.POST, 2, 'tries');
  },
  'a fault names the member, and is not tried again': async () => {
    line.requests.POST = 0;
    await assert.rejects(generateVideo({ model: xai.video('wan-2.7-text-to-video'), ...options, prompt: 'Too long', duration: 99 }),
      (error) => APICallError.isInstance(error) && error.statusCode === 400
        && error.message === 'out_of_range: duration must be an integer from 2 to 15 (seconds)');
    assert.equal(line.requests.POST, 1, 'tries');
  },
  'a task that fails is an error': async () => {
    await assert.rejects(generateVideo({ model: xai.video('wan-2.7-text-to-video'), ...options, prompt: '[sandbox:fail=too_dark]' }),
      /^Error: Video generation failed: The prompt requests this failure\.$/);
  },
});
