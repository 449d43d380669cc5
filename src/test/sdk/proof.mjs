/**
 * The unmodified `openai` package, with its retries, sends creates by its generic `post` method through a proxy that cuts
 * connections. The vendor must see one create for each call, and the caller must receive the id of that task.
 *
 * usage: ./mvnw package -DskipTests && cd src/test/sdk && npm ci && npm run proof
 */
import assert from 'node:assert/strict';
import OpenAI from 'openai';
import { startGateway } from './gateway.mjs';
import { startProxy } from './proxy.mjs';
import { startVendor } from './vendor.mjs';

const KEY = 'the-key-of-the-sdk';
const vendor = await startVendor();
const gateway = await startGateway(vendor, KEY);
const proxy = await startProxy(gateway, (prompt) => vendor.saw(prompt));
const client = new OpenAI({ apiKey: KEY, baseURL: proxy.url, maxRetries: 6 });

const create = (prompt, options = {}) => client.post('/videos/generations', {
  body: { model: 'wan-2.7-image-to-video', image_urls: ['https://example.com/start.jpg'], prompt }, ...options,
});
const distinct = (tasks) => new Set(tasks.map((task) => task.id)).size;
const query = (id) => client.get(`/tasks/${id}`);

/** One call that needs `tries` tries: the vendor sees one create, and the caller receives its task. */
async function one(prompt, tries, options) {
  const task = await create(prompt, options);
  assert.equal(proxy.tries(prompt).length, tries, 'the SDK tried once more than it was cut');
  assert.equal(vendor.creates(prompt).length, 1, 'creates upstream');
  for (const seen of proxy.tries(prompt).filter((seen) => seen.id)) {
    assert.equal(seen.id, task.id, 'every answer contained the same task');
  }
  assert.equal((await query(task.id)).id, task.id);
  return task;
}

const cases = {
  'nothing is cut': () => one('plain', 1),
  'cut before the gateway has it': async () => {
    proxy.cut('cut before', 'before');
    await one('cut before', 2);
  },
  'cut while the create is under way': async () => {
    vendor.answersAfter('cut under way', 1500);
    proxy.cut('cut under way', 'under way');
    assert.equal((await one('cut under way', 2)).error, undefined);
  },
  'cut after the answer was written': async () => {
    proxy.cut('cut answered', 'answered');
    await one('cut answered', 2);
  },
  'cut again and again, each time elsewhere': async () => {
    vendor.answersAfter('cut often', 300);
    proxy.cut('cut often', 'under way', 'answered', 'before', 'answered');
    await one('cut often', 5);
  },
  'the SDK is less patient than the vendor': async () => {
    vendor.answersAfter('impatient', 2500);
    const task = await create('impatient', { timeout: 400 });
    assert.equal(vendor.creates('impatient').length, 1, 'creates upstream');
    assert.ok(proxy.tries('impatient').length > 1, 'it gave up at least once');
    assert.equal((await query(task.id)).error, undefined);
  },
  'with an idempotency key': async () => {
    proxy.cut('keyed', 'answered', 'before', 'answered');
    await one('keyed', 4, { headers: { 'Idempotency-Key': 'wish-1' } });
    const { data, response } = await create('keyed', { headers: { 'Idempotency-Key': 'wish-1' } }).withResponse();
    assert.equal(response.headers.get('idempotency-replayed'), 'true');
    assert.equal(data.id, proxy.tries('keyed')[0].id);
    assert.equal(vendor.creates('keyed').length, 1, 'creates upstream');
  },
  'three deliberate creates, one after the other, stay three': async () => {
    const tasks = [await create('three in turn'), await create('three in turn'), await create('three in turn')];
    assert.equal(distinct(tasks), 3);
    assert.equal(vendor.creates('three in turn').length, 3);
  },
  'three deliberate creates at once stay three': async () => {
    vendor.answersAfter('three at once', 500);
    assert.equal(distinct(await Promise.all([1, 2, 3].map(() => create('three at once')))), 3);
    assert.equal(vendor.creates('three at once').length, 3);
  },
  'three deliberate creates at once, each cut, stay three': async () => {
    proxy.cut('three cut', 'answered', 'answered', 'answered');
    assert.equal(distinct(await Promise.all([1, 2, 3].map(() => create('three cut')))), 3);
    assert.equal(proxy.tries('three cut').length, 6);
    assert.equal(vendor.creates('three cut').length, 3);
  },
  'kill -9 while it is under way': async () => {
    vendor.answersAfter('killed', 60_000);
    const answer = create('killed');
    await vendor.saw('killed');
    await gateway.kill();
    await gateway.start();
    const task = await answer;
    assert.equal(vendor.creates('killed').length, 1, 'creates upstream');
    assert.equal(task.error.code, 'submission_unknown');
  },
};

let failed = 0;
for (const [name, run] of Object.entries(cases)) {
  try {
    await run();
    console.log(`ok      ${name}`);
  } catch (fault) {
    failed++;
    console.log(`FAILED  ${name}: ${fault.message}`);
  }
}
await gateway.kill();
proxy.close();
vendor.close();
console.log(`${Object.keys(cases).length - failed} of ${Object.keys(cases).length} cases`);
process.exit(failed ? 1 : 0);
