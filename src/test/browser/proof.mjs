/**
 * A real browser listens to a task until it ends, plays the signed URL of its result, seeks in it, and opens it as a page. A
 * URL with a wrong signature must be refused.
 *
 * usage: ./mvnw package -DskipTests && cd src/test/browser && npm ci && CHROMIUM=/usr/bin/chromium npm run proof
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { startGateway } from '../sdk/gateway.mjs';
import { listen } from './listen.mjs';
import { startVendor } from './vendor.mjs';

const KEY = 'a-key-of-the-page';
const [document, shown] = await Promise.all(['../../../docs/api.md', 'listen.mjs']
  .map((file) => readFile(new URL(file, import.meta.url), 'utf8')));
assert.ok(document.includes(shown), 'docs/api.md shows listen.mjs as it is');
const vendor = await startVendor();
const gateway = await startGateway(vendor, KEY);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
});
const page = await browser.newPage();
await page.goto(`${gateway.url()}/v1/models`); // any page with the origin of the gateway

const headers = { Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/json' };
const { id } = await (await fetch(`${gateway.url()}/v1/videos/generations`, {
  method: 'POST', headers, body: JSON.stringify({
    model: 'wan-2.7-image-to-video', image_urls: ['https://example.com/start.jpg'], prompt: 'played in a browser',
  }),
})).json();

/** Runs the function that docs/api.md shows in the page, and returns all states of the task until the stream ends. */
const heard = (path) => page.evaluate(`(${listen})('${path}', '${KEY}', (task) => (window.tasks ??= []).push(task))
  .then(() => window.tasks)`);

/** Runs in the page: plays the last second of a video. */
const play = (link) => new Promise((played) => {
  const video = document.createElement('video');
  video.muted = true;
  const seen = { seeks: 0 };
  video.addEventListener('loadedmetadata', () => {
    Object.assign(seen, { width: video.videoWidth, duration: video.duration });
    video.currentTime = Math.max(0, video.duration - 1);
  });
  video.addEventListener('seeked', () => { seen.seeks++; video.play(); });
  video.addEventListener('ended', () => played({ ...seen, at: video.currentTime }));
  video.addEventListener('error', () => played({ ...seen, error: video.error.code }));
  video.src = link;
  document.body.append(video);
});

const patience = setTimeout(() => { console.error('the browser does not finish'); process.exit(1); }, 120_000);
try {
  const told = heard(`/v1/tasks/${id}/events`);
  await page.waitForFunction(() => window.tasks?.some((task) => task.status === 'processing'));
  vendor.finish();
  const states = await told;
  const last = states.at(-1);
  assert.equal(states[0].status, 'processing');
  assert.equal(last.status, 'completed');
  assert.ok(last.results[0].sha256, 'the file is stored before the stream ends');
  console.log(`listened: ${states.map((state) => state.status).join(', ')}`);

  const statuses = [];
  page.on('response', (response) => response.url().includes('/content?') && statuses.push(response.status()));
  const played = await page.evaluate(play, last.results[0].url);
  assert.equal(played.error, undefined);
  assert.ok(played.width > 0 && played.duration > 0 && played.seeks > 0);
  assert.ok(Math.abs(played.at - played.duration) < 0.1, 'played to its end');
  assert.ok(statuses.every((status) => status === 206), `answered in parts: ${statuses}`);
  console.log(`played: ${played.duration} s, ${played.width} pixels wide, answers ${statuses.join(', ')}`);

  const film = await browser.newPage();
  await film.goto(last.results[0].url);
  await film.waitForFunction(() => {
    const video = document.querySelector('video');
    video?.play();
    return video?.currentTime > 0;
  });
  await film.close();
  console.log('opened: the signed URL as a page, which plays');

  const refused = await page.evaluate(play, last.results[0].url.replace(/signature=./, 'signature=!'));
  assert.equal(refused.error, 4, 'MEDIA_ERR_SRC_NOT_SUPPORTED');
  console.log('refused: a URL with a wrong signature');
} finally {
  clearTimeout(patience);
  await browser.close();
  await gateway.kill();
  vendor.close();
}
