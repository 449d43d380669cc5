/**
 * The unmodified packages `ai` and `@ai-sdk/alibaba` make films with the packaged gateway and its sandbox, also behind a
 * connection that is cut: one create reaches the vendor.
 *
 * usage: ./mvnw package -DskipTests && cd src/test/clients && npm ci && npm run alibaba     (ffmpeg and ffprobe on the PATH)
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { createAlibaba } from '@ai-sdk/alibaba';
import { APICallError, experimental_generateVideo as generateVideo } from 'ai';
import { run } from './cases.mjs';
import { assertPlays, download } from './film.mjs';
import { startLine } from './line.mjs';
import { startSandbox } from './sandbox.mjs';

const gateway = await startSandbox();
const line = await startLine(gateway.port);
const alibaba = createAlibaba({ apiKey: 'demo', videoBaseURL: line.url });
const sample = (name) => `http://127.0.0.1:${gateway.port}/sandbox/samples/${name}`;
const options = { download, resolution: '1280x720', duration: 2, poll: { intervalMs: 300 } };

/** Makes a film with one create upstream. */
async function film(model, wish) {
  const before = gateway.creates;
  const result = await generateVideo({ model: alibaba.video(model), ...options, ...wish });
  assert.equal(gateway.creates - before, 1, 'creates upstream');
  assertPlays(result.video.uint8Array, join(gateway.directory, 'film.mp4'), 720, 2);
  return result;
}

await run('@ai-sdk/alibaba', {
  'text to video': async () => {
    const { providerMetadata, warnings } = await film('wan2.7-t2v', {
      prompt: 'Hello', aspectRatio: '9:16', seed: 7, headers: { 'Idempotency-Key': 'text' },
    });
    assert.match(providerMetadata.alibaba.taskId, /^task-unified-/);
    assert.deepEqual(warnings, []);
  },
  'image to video': () => film('wan2.7-i2v', {
    prompt: { image: sample('lighthouse-first.jpg'), text: 'The camera pushes in' },
  }),
  'image to video, from bytes': async () => {
    const picture = await (await fetch(sample('lighthouse-first.jpg'))).arrayBuffer();
    for (const length of [picture.byteLength, 400_000]) { // in memory, and longer than a body in memory may be
      const bytes = new Uint8Array(length);
      bytes.set(new Uint8Array(picture));
      await film('wan2.7-i2v', { prompt: { image: bytes, text: `The camera pushes in, ${length} bytes` } });
    }
  },
  'reference to video': () => film('wan2.7-r2v', {
    prompt: 'Image 1 meets Image 2', inputReferences: [sample('lighthouse-first.jpg'), sample('zoetrope.jpg')],
  }),
  'cut as soon as the create is sent': async () => {
    line.requests.POST = 0;
    line.cut('POST', 'sent');
    await film('wan2.7-t2v', { prompt: 'Cut while it is under way' });
    assert.equal(line.requests.POST, 2, 'tries');
  },
  'answers to a create and to a query are lost': async () => {
    line.requests.POST = 0;
    line.cut('POST', 'answered');
    line.cut('GET', 'answered');
    await film('wan2.7-t2v', { prompt: 'Cut twice' });
    assert.equal(line.requests.POST, 2, 'tries');
  },
  'without a download of its own, the client refuses a film from this machine': async () => {
    const before = gateway.creates;
    await assert.rejects(generateVideo({
      model: alibaba.video('wan2.7-t2v'), ...options, prompt: 'Hello', aspectRatio: '9:16', seed: 7,
      headers: { 'Idempotency-Key': 'text' }, download: undefined,
    }), { name: 'AI_DownloadError' });
    assert.equal(gateway.creates, before, 'the key has found the film of the first case');
  },
  'a fault names the member, and is not tried again': async () => {
    line.requests.POST = 0;
    await assert.rejects(generateVideo({ model: alibaba.video('wan2.7-t2v'), ...options, prompt: 'Too long', duration: 99 }),
      (error) => APICallError.isInstance(error) && error.statusCode === 400
        && error.message === 'parameters.duration must be an integer from 2 to 15 (seconds)');
    assert.equal(line.requests.POST, 1, 'tries');
  },
  'a task that fails is an error with the reason': async () => {
    await assert.rejects(generateVideo({ model: alibaba.video('wan2.7-t2v'), ...options, prompt: '[sandbox:fail=too_dark]' }),
      /^Error: Video generation failed. Task ID: task-unified-.* The prompt requests this failure\.$/);
  },
});
