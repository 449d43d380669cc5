/**
 * The unmodified `openai` package makes videos with the packaged gateway and its sandbox: create, retrieve, list, download,
 * delete; and behind a connection that is cut, one create reaches the vendor.
 *
 * usage: ./mvnw package -DskipTests && cd src/test/clients && npm ci && npm run openai     (ffmpeg and ffprobe on the PATH)
 */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import OpenAI from 'openai';

const PACKAGE = fileURLToPath(new URL('../../../target/quarkus-app/quarkus-run.jar', import.meta.url));
const MODEL = 'wan-2.7-image-to-video';
const directory = mkdtempSync(join(tmpdir(), 'zoetrope-clients-'));
const PATIENCE_MILLIS = 180_000;
let upstream = 0;
let gateway;

/** Starts the gateway with its sandbox as the only vendor. Counts the creates that reach the sandbox, by the access log. */
async function start() {
  gateway = spawn('java', ['-jar', PACKAGE], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH, QUARKUS_HTTP_PORT: '0', QUARKUS_MANAGEMENT_PORT: '0', ZOETROPE_DATA_DIR: directory,
      ZOETROPE_MODELS_ALIASES_SORA_2: MODEL,
    },
  });
  return new Promise((listening, failed) => {
    let said = '';
    gateway.stdout.on('data', (text) => {
      said += text;
      const lines = said.split('\n');
      said = lines.pop();
      for (const line of lines) {
        upstream += line.includes('POST /sandbox/v1/videos/generations') ? 1 : 0;
        const found = line.match(/Listening on: http:\/\/[^:]+:(\d+)/);
        if (found) listening(Number(found[1]));
      }
    });
    gateway.on('exit', () => failed(new Error('the gateway ended')));
  });
}

/** A proxy that forwards each request and cuts the connection instead of each answer to a create, `cuts` times. */
async function proxy(port) {
  const seen = { cuts: 0, creates: [] };
  const server = http.createServer((request, response) => {
    const forward = http.request({ port, method: request.method, path: request.url, headers: request.headers }, (answer) => {
      const create = request.method === 'POST';
      if (create) {
        seen.creates.push({ count: request.headers['x-stainless-retry-count'], type: request.headers['content-type'] });
      }
      if (create && seen.cuts > 0) {
        seen.cuts--;
        answer.resume().on('end', () => request.socket.resetAndDestroy());
      } else {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
      }
    });
    forward.on('error', () => request.socket.resetAndDestroy());
    request.pipe(forward);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return { seen, server, url: `http://127.0.0.1:${server.address().port}` };
}

async function ended(client, id) {
  for (const until = Date.now() + PATIENCE_MILLIS; Date.now() < until;) {
    const { data: video, response } = await client.videos.retrieve(id).withResponse();
    if (video.status === 'completed' || video.status === 'failed') return video;
    assert.equal(video.error, null, 'no error while it runs');
    await pause(Number(response.headers.get('openai-poll-after-ms')));
  }
  throw new Error('the video does not end');
}

function probe(file) {
  return JSON.parse(execFileSync('ffprobe', ['-v', 'error', '-count_frames', '-select_streams', 'v:0', '-show_entries',
    'stream=codec_name,width,height,nb_read_frames:format=duration', '-of', 'json', file]));
}

const port = await start();
const picture = { image_url: `http://127.0.0.1:${port}/sandbox/samples/lighthouse-first.jpg` };
const direct = new OpenAI({ apiKey: 'demo', baseURL: `http://127.0.0.1:${port}/openai/v1` });
const line = await proxy(port);
const cut = new OpenAI({ apiKey: 'demo', baseURL: `${line.url}/v1`, maxRetries: 4 });
let film;

const cases = {
  'a create without a model makes a film that plays': async () => {
    const before = upstream;
    const created = await direct.videos.create({ prompt: 'The camera pushes in', seconds: '2', size: '1280x720',
      input_reference: picture });
    assert.equal(created.object, 'video');
    assert.deepEqual([created.model, created.seconds, created.size], ['sora-2', '2', '1280x720']);
    film = await ended(direct, created.id);
    assert.equal(film.status, 'completed', JSON.stringify(film.error));
    assert.equal(film.progress, 100);
    assert.ok(film.completed_at >= film.created_at);

    const file = join(directory, 'film.mp4');
    const content = await direct.videos.downloadContent(film.id);
    assert.equal(content.headers.get('content-type'), 'video/mp4');
    await pipeline(Readable.fromWeb(content.body), createWriteStream(file));
    const { streams: [stream], format } = probe(file);
    assert.equal(stream.codec_name, 'h264');
    assert.deepEqual([Math.min(stream.width, stream.height), Math.round(Number(format.duration))], [720, 2]);
    assert.ok(Number(stream.nb_read_frames) > 24, 'every frame is decoded');
    assert.ok(statSync(file).size > 10_000);
    assert.equal(upstream - before, 1, 'creates upstream');
  },
  'the url of the video tolerates the key of the caller': async () => {
    for (const headers of [{}, { Authorization: 'Bearer demo' }]) {
      const answer = await fetch(film.url, { headers });
      assert.equal(answer.status, 200);
      assert.equal((await answer.arrayBuffer()).byteLength, statSync(join(directory, 'film.mp4')).size);
    }
  },
  'a refusal is a typed error of the client, without a second try': async () => {
    await assert.rejects(cut.videos.create({ prompt: 'too wide', size: '1792x1024', input_reference: picture }),
      (error) => error instanceof OpenAI.BadRequestError && error.param === 'size' && /720 or 1080/.test(error.message));
    assert.equal(line.seen.creates.length, 1);
    await assert.rejects(direct.videos.retrieve('task-unified-1-aaaaaaaa'), OpenAI.NotFoundError);
    await assert.rejects(new OpenAI({ apiKey: ' ', baseURL: direct.baseURL }).videos.list(), OpenAI.AuthenticationError);
  },
  'behind a connection that is cut, one create reaches the vendor': async () => {
    const before = upstream;
    line.seen.creates.length = 0;
    line.seen.cuts = 2;
    const created = await cut.videos.create({ prompt: 'Cut twice', seconds: '2', size: '1280x720', input_reference: picture });
    assert.deepEqual(line.seen.creates.map((each) => each.count), ['0', '1', '2'], 'the client tried three times');
    assert.equal(new Set(line.seen.creates.map((each) => each.type)).size, 3, 'each try has another boundary');
    assert.equal((await ended(cut, created.id)).status, 'completed');
    assert.equal(upstream - before, 1, 'creates upstream');
  },
  'the list pages through all videos, in both orders': async () => {
    const newest = [];
    for await (const video of direct.videos.list({ limit: 1 })) newest.push(video.id);
    const oldest = [];
    for await (const video of direct.videos.list({ limit: 1, order: 'asc' })) oldest.push(video.id);
    assert.equal(newest.length, 2);
    assert.ok(newest.includes(film.id));
    assert.deepEqual(oldest, newest.toReversed?.() ?? [...newest].reverse());
  },
  'a deleted video is gone here, and the task lives on': async () => {
    assert.deepEqual(await direct.videos.delete(film.id), { id: film.id, object: 'video.deleted', deleted: true });
    await assert.rejects(direct.videos.retrieve(film.id), OpenAI.NotFoundError);
    await assert.rejects(direct.videos.downloadContent(film.id), OpenAI.NotFoundError);
    assert.equal((await direct.videos.list()).data.length, 1);
    const task = await fetch(`http://127.0.0.1:${port}/v1/tasks/${film.id}`, { headers: { Authorization: 'Bearer demo' } });
    assert.equal((await task.json()).status, 'completed');
  },
};

let failed = 0;
for (const [name, run] of Object.entries(cases)) {
  try {
    await run();
    console.log(`ok      ${name}`);
  } catch (fault) {
    failed++;
    console.log(`FAILED  ${name}: ${fault.stack}`);
  }
}
line.server.closeAllConnections();
line.server.close();
gateway.removeAllListeners('exit');
gateway.kill('SIGKILL');
rmSync(directory, { recursive: true, force: true });
console.log(`${Object.keys(cases).length - failed} of ${Object.keys(cases).length} cases with openai`);
process.exit(failed ? 1 : 0);
