/**
 * The unmodified `openai` package makes videos with the packaged gateway and its sandbox: create, retrieve, list, download,
 * delete, also with a local picture; and behind a connection that is cut, one create reaches the vendor.
 *
 * usage: ./mvnw package -DskipTests && cd src/test/clients && npm ci && npm run openai     (ffmpeg and ffprobe on the PATH)
 */
import assert from 'node:assert/strict';
import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import OpenAI from 'openai';
import { run } from './cases.mjs';
import { assertPlays } from './film.mjs';
import { startLine } from './line.mjs';
import { startSandbox } from './sandbox.mjs';

const gateway = await startSandbox({ ZOETROPE_MODELS_ALIASES_SORA_2: 'wan-2.7-image-to-video' });
const line = await startLine(gateway.port);
const origin = `http://127.0.0.1:${gateway.port}`;
const direct = new OpenAI({ apiKey: 'demo', baseURL: `${origin}/openai/v1` });
const cut = new OpenAI({ apiKey: 'demo', baseURL: `${line.url}/v1` });
const wish = { seconds: '2', size: '1280x720', input_reference: { image_url: `${origin}/sandbox/samples/lighthouse-first.jpg` } };
const picture = join(gateway.directory, 'cat.jpg');
const PATIENCE_MILLIS = 180_000;

async function ended(client, id) {
  for (const until = Date.now() + PATIENCE_MILLIS; Date.now() < until;) {
    const { data: video, response } = await client.videos.retrieve(id).withResponse();
    if (video.status === 'completed' || video.status === 'failed') return video;
    assert.equal(video.error, null, 'no error while it runs');
    await pause(Number(response.headers.get('openai-poll-after-ms')));
  }
  throw new Error('the video does not end');
}

async function ids(order) {
  const all = [];
  for await (const video of direct.videos.list({ limit: 1, order })) all.push(video.id);
  return all;
}

let film;
let bytes;

await run('openai', {
  'a create without a model makes a film that plays': async () => {
    const before = gateway.creates;
    const created = await direct.videos.create({ prompt: 'The camera pushes in', ...wish });
    assert.deepEqual([created.object, created.model, created.seconds, created.size], ['video', 'sora-2', '2', '1280x720']);
    film = await ended(direct, created.id);
    assert.equal(film.status, 'completed', JSON.stringify(film.error));
    assert.equal(film.progress, 100);
    assert.ok(film.completed_at >= film.created_at);
    const content = await direct.videos.downloadContent(film.id);
    assert.equal(content.headers.get('content-type'), 'video/mp4');
    bytes = new Uint8Array(await content.arrayBuffer());
    assertPlays(bytes, join(gateway.directory, 'film.mp4'), 720, 2);
    assert.equal(gateway.creates - before, 1, 'creates upstream');
  },
  'a thumbnail is the first frame': async () => {
    const thumbnail = await direct.videos.downloadContent(film.id, { variant: 'thumbnail' });
    assert.equal(thumbnail.headers.get('content-type'), 'image/jpeg');
    assert.deepEqual(new Uint8Array(await thumbnail.arrayBuffer()).slice(0, 3), new Uint8Array([0xff, 0xd8, 0xff]));
  },
  'the url of the video tolerates the key of the caller': async () => {
    for (const headers of [{}, { Authorization: 'Bearer demo' }]) {
      const answer = await fetch(film.url, { headers });
      assert.deepEqual(new Uint8Array(await answer.arrayBuffer()), bytes);
    }
  },
  'a refusal is a typed error of the client, without a second try': async () => {
    line.requests.POST = 0;
    await assert.rejects(cut.videos.create({ prompt: 'too wide', ...wish, size: '1792x1024' }),
      (error) => error instanceof OpenAI.BadRequestError && error.param === 'size' && /720 or 1080/.test(error.message));
    assert.equal(line.requests.POST, 1, 'tries');
    await assert.rejects(direct.videos.retrieve('task-unified-1-aaaaaaaa'), OpenAI.NotFoundError);
    await assert.rejects(new OpenAI({ apiKey: ' ', baseURL: direct.baseURL }).videos.list(), OpenAI.AuthenticationError);
  },
  'behind a connection that is cut, one create reaches the vendor': async () => {
    const before = gateway.creates;
    line.requests.POST = 0;
    line.cut('POST', 'sent', 'answered');
    const created = await cut.videos.create({ prompt: 'Cut twice', ...wish });
    assert.equal(line.requests.POST, 3, 'tries');
    assert.equal((await ended(cut, created.id)).status, 'completed');
    assert.equal(gateway.creates - before, 1, 'creates upstream');
  },
  'a local picture becomes a film': async () => {
    // Longer than a body in memory may be.
    const sample = await fetch(wish.input_reference.image_url);
    writeFileSync(picture, Buffer.concat([Buffer.from(await sample.arrayBuffer()), Buffer.alloc(400_000)]));
    const created = await direct.videos.create({ ...wish, prompt: 'A local picture', input_reference: createReadStream(picture) });
    const video = await ended(direct, created.id);
    assert.equal(video.status, 'completed', JSON.stringify(video.error));
  },
  'a local picture behind a connection that is cut is one create at the vendor': async () => {
    const before = gateway.creates;
    line.requests.POST = 0;
    line.cut('POST', 'sent', 'answered');
    // The client cannot send a stream a second time, but bytes.
    const bytes = new File([readFileSync(picture)], 'cat.jpg');
    const created = await cut.videos.create({ ...wish, prompt: 'A local picture, cut twice', input_reference: bytes });
    assert.equal(line.requests.POST, 3, 'tries');
    assert.equal((await ended(cut, created.id)).status, 'completed');
    assert.equal(gateway.creates - before, 1, 'creates upstream');
  },
  'the list pages through all videos, in both orders': async () => {
    const newest = await ids('desc');
    assert.equal(newest.length, 4);
    assert.ok(newest.includes(film.id));
    assert.deepEqual(await ids('asc'), [...newest].reverse());
  },
  'a deleted video is gone here, and the task lives on': async () => {
    assert.deepEqual(await direct.videos.delete(film.id), { id: film.id, object: 'video.deleted', deleted: true });
    await assert.rejects(direct.videos.retrieve(film.id), OpenAI.NotFoundError);
    await assert.rejects(direct.videos.downloadContent(film.id), OpenAI.NotFoundError);
    assert.equal((await direct.videos.list()).data.length, 3);
    const task = await fetch(`${origin}/v1/tasks/${film.id}`, { headers: { Authorization: 'Bearer demo' } });
    assert.equal((await task.json()).status, 'completed');
  },
});
