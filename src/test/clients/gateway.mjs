/**
 * The unmodified packages `ai` and `@ai-sdk/gateway` make films with the packaged gateway and its sandbox: started and asked for,
 * and waited for; also behind a connection that is cut: one create reaches the vendor.
 *
 * usage: ./mvnw package -DskipTests && cd src/test/clients && npm ci && npm run gateway     (ffmpeg and ffprobe on the PATH)
 */
import assert from 'node:assert/strict';
import http from 'node:http';
import { join } from 'node:path';
import { createGateway, GatewayAuthenticationError, GatewayFailedDependencyError, GatewayInvalidRequestError,
  GatewayModelNotFoundError, GatewayNotFoundError } from '@ai-sdk/gateway';
import { experimental_generateVideo as generateVideo, experimental_getVideoStatus as getVideoStatus,
  experimental_startVideo as startVideo } from 'ai';
import { run } from './cases.mjs';
import { assertPlays, download } from './film.mjs';
import { startLine } from './line.mjs';
import { startSandbox } from './sandbox.mjs';

globalThis.AI_SDK_LOG_WARNINGS = false;
const SECRET = `whsec_${Buffer.from('a secret of at least 24 bytes').toString('base64')}`;
const gateway = await startSandbox({ ZOETROPE_WEBHOOK_SECRETS: `*:${SECRET}`, ZOETROPE_WEBHOOK_ALLOW_PRIVATE: 'true' });
const line = await startLine(gateway.port);
const to = (apiKey) => createGateway({ apiKey, baseURL: `${line.url}/v4/ai` });
const zoetrope = to('demo');
const sample = (name) => `http://127.0.0.1:${gateway.port}/sandbox/samples/${name}`;
const bytes = async (name) => new Uint8Array(await (await fetch(sample(name))).arrayBuffer());
// Longer than a body in memory may be.
const picture = Buffer.concat([await bytes('lighthouse-first.jpg'), Buffer.alloc(400_000)]);
const options = { download, resolution: '1280x720', duration: 2 };
const poll = { intervalMs: 300 };

/** Makes a film with one create upstream. */
async function film(model, wish) {
  const before = gateway.creates;
  const result = await generateVideo({ model: zoetrope.video(model), ...options, ...wish });
  assert.equal(gateway.creates - before, 1, 'creates upstream');
  assertPlays(result.video.uint8Array, join(gateway.directory, 'film.mp4'), 720, 2);
  assert.match(result.providerMetadata.zoetrope.taskId, /^task-unified-/);
  return result;
}

/** The same film twice: waited for, and with start and status. */
async function bothWays(model, wish) {
  const waited = await film(model, wish);
  const polled = await film(model, { ...wish, poll });
  assert.notEqual(waited.providerMetadata.zoetrope.taskId, polled.providerMetadata.zoetrope.taskId);
  return waited;
}

/** The `ai` package repeats a call and then tells of the last error. */
const last = (error) => error.lastError ?? error;

await run('@ai-sdk/gateway', {
  'text to video': async () => {
    const { warnings, video } = await bothWays('wan-2.7-text-to-video', { prompt: 'Hello', aspectRatio: '9:16', seed: 7 });
    assert.deepEqual(warnings, []);
    assert.equal(video.mediaType, 'video/mp4');
  },
  'image to video, from bytes': async () => {
    const { warnings } = await bothWays('wan-2.7-image-to-video', {
      prompt: { image: picture, text: 'The camera pushes in' }, aspectRatio: '16:9', fps: 24,
    });
    assert.deepEqual(warnings.map(({ type, feature }) => `${type} ${feature}`).sort(),
      ['unsupported aspectRatio', 'unsupported fps']);
  },
  'first and last frame, from bytes': async () => bothWays('wan-2.7-image-to-video', {
    prompt: 'From day to night', frameImages: [
      { image: picture, frameType: 'first_frame' }, { image: await bytes('lighthouse-last.jpg'), frameType: 'last_frame' }],
  }),
  'reference to video, from a URL and from bytes': async () => bothWays('wan-2.7-reference-to-video', {
    prompt: 'Image 1 meets Image 2', inputReferences: [sample('lighthouse-first.jpg'), await bytes('zoetrope.jpg')],
  }),
  'options of this provider are members of the model': async () => {
    await assert.rejects(generateVideo({ model: zoetrope.video('wan-2.7-text-to-video'), ...options, prompt: 'No shouting',
      providerOptions: { zoetrope: { negative_prompt: 5 } } }),
      (error) => error.message === 'providerOptions.zoetrope.negative_prompt must be a string');
    await film('wan-2.7-text-to-video', { prompt: 'Options', providerOptions: { zoetrope: { negative_prompt: 'blur' } } });
  },
  'waiting: cut as soon as the create is sent': async () => {
    line.requests.POST = 0;
    line.cut('POST', 'sent');
    await film('wan-2.7-image-to-video', { prompt: { image: picture, text: 'Cut while it is under way' } });
    assert.equal(line.requests.POST, 2, 'tries');
  },
  'waiting: cut while the answer waits': async () => {
    line.requests.POST = 0;
    line.cut('POST', 'waiting');
    await film('wan-2.7-text-to-video', { prompt: 'Cut while it waits' });
    assert.equal(line.requests.POST, 2, 'tries');
  },
  'waiting, with an idempotency key: a whole answer is lost behind the gateway': async () => {
    line.requests.POST = 0;
    line.cut('POST', 'answered');
    await film('wan-2.7-text-to-video', { prompt: 'Cut at its end', headers: { 'Idempotency-Key': 'cut-at-its-end' } });
    assert.equal(line.requests.POST, 2, 'tries');
  },
  'start and status: a cut create, and answers that are lost': async () => {
    line.requests.POST = 0;
    line.cut('POST', 'sent', 'answered');
    const before = gateway.creates;
    const started = await startVideo({ model: zoetrope.video('wan-2.7-text-to-video'), ...options, prompt: 'Cut twice' });
    assert.equal(line.requests.POST, 3, 'tries');
    assert.equal(gateway.creates - before, 1, 'creates upstream');
    line.cut('POST', 'answered');
    const status = await getVideoStatus(zoetrope.video('wan-2.7-text-to-video'), started);
    assert.notEqual(status.status, 'error');
    assert.equal(line.requests.POST, 5, 'tries');
  },
  'the callback of the gateway ends the wait of the client': async () => {
    let called;
    const received = new Promise((resolve) => { called = resolve; });
    const receiver = http.createServer((request, response) => {
      let body = '';
      request.on('data', (part) => { body += part; }).on('end', () => {
        response.writeHead(204).end();
        called({ headers: request.headers, body: JSON.parse(body) });
      });
    });
    await new Promise((listening) => receiver.listen(0, '127.0.0.1', listening));
    line.requests.POST = 0;
    await film('wan-2.7-text-to-video', { prompt: 'Called back', webhook: async () => ({
      url: `http://127.0.0.1:${receiver.address().port}/`, received,
    }) });
    receiver.close();
    assert.equal((await received).body.status, 'completed');
    assert.equal(line.requests.POST, 2, 'a start and a status');
  },
  'a fault is an error of its class that names the value, and is not tried again': async () => {
    const model = zoetrope.video('wan-2.7-text-to-video');
    for (const way of [{}, { poll }]) {
      line.requests.POST = 0;
      await assert.rejects(generateVideo({ model, ...options, prompt: 'Too long', duration: 99, ...way }),
        (error) => GatewayInvalidRequestError.isInstance(error) && error.statusCode === 400
          && error.message === 'duration must be an integer from 2 to 15 (seconds)');
      await assert.rejects(generateVideo({ model, ...options, prompt: 'Two', n: 2, ...way }), /^.*n must be 1/);
      await assert.rejects(generateVideo({ model, ...options, prompt: 'Wide', resolution: '1792x1024', ...way }),
        /resolution must be one of 1280x720/);
      await assert.rejects(generateVideo({ model: zoetrope.video('no/model'), ...options, prompt: 'Which?', ...way }),
        (error) => GatewayModelNotFoundError.isInstance(error) && error.statusCode === 404);
      await assert.rejects(generateVideo({ model: to(' ').video('wan-2.7-text-to-video'), ...options, prompt: 'No key', ...way }),
        (error) => GatewayAuthenticationError.isInstance(error) && error.statusCode === 401);
      assert.equal(line.requests.POST, 5, 'tries');
    }
    await assert.rejects(getVideoStatus(model, { operation: { id: 'task-unified-1-aaaaaaaa' } }),
      (error) => GatewayNotFoundError.isInstance(error));
  },
  'a task that fails is an error with the reason, and is not tried again': async () => {
    const wish = { model: zoetrope.video('wan-2.7-text-to-video'), ...options, prompt: '[sandbox:fail=too_dark]' };
    const before = gateway.creates;
    await assert.rejects(generateVideo(wish),
      (error) => GatewayFailedDependencyError.isInstance(error) && error.statusCode === 424 && /^too_dark: /.test(error.message));
    await assert.rejects(generateVideo({ ...wish, poll }), (error) => /^too_dark: /.test(last(error).message));
    assert.equal(gateway.creates - before, 2, 'creates upstream');
  },
});
