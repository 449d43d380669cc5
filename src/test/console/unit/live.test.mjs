import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, beforeEach, test } from 'node:test';
import { load } from './load.mjs';

const { Api, LiveTasks, TaskStore } = await load('api', 'live', 'task-store');
const TIMING = { firstRetry: 5, longestRetry: 20, silence: 150, poll: 5 };
const task = (id, status) => ({ id, created: 1, status, model: 'm', progress: 0, task_info: {} });
const event = (cursor, one) => `event: task\nid: ${cursor}\ndata: ${JSON.stringify(one)}\n\n`;

/** What the server does with each request. */
let answer;
let requests;
let api;
const server = http.createServer((request, response) => {
  requests.push(request);
  answer(request, response);
});
before(() => new Promise((listening) => server.listen(0, '127.0.0.1', listening)));
after(() => { server.closeAllConnections(); server.close(); });
beforeEach(() => {
  requests = [];
  api = new Api(new URL(`http://127.0.0.1:${server.address().port}/`), () => 'the-key');
});

/** Listens until the condition is true. */
async function until(live, store, condition) {
  live.start();
  await new Promise((done) => {
    const check = () => condition() && done();
    store.subscribe(check);
    live.subscribe(check);
  });
  live.stop();
}

test('it continues from the cursor of the last event when the stream ends', async () => {
  const store = new TaskStore();
  answer = (request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    if (requests.length === 1) response.end(event('a.1', task('one', 'processing')));
    else response.write(event('a.2', task('one', 'completed')));
  };

  await until(new LiveTasks(api, store, TIMING), store, () => store.get('one')?.status === 'completed');

  assert.equal(requests[0].headers['last-event-id'], undefined);
  assert.equal(requests[1].headers['last-event-id'], 'a.1');
  assert.ok(requests.every((request) => request.headers.authorization === 'Bearer the-key' && !request.url.includes('the-key')));
});

test('a stream that says nothing is opened again', async () => {
  const store = new TaskStore();
  answer = (request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write(requests.length === 1 ? ': beat\n\n' : event('a.1', task('one', 'completed')));
  };

  await until(new LiveTasks(api, store, TIMING), store, () => store.get('one'));

  assert.equal(requests.length, 2);
});

test('a gateway that is away for a while is asked again', async () => {
  const store = new TaskStore();
  const states = [];
  answer = (request, response) => {
    if (requests.length < 4) response.destroy();
    else response.writeHead(200).write(event('a.1', task('one', 'completed')));
  };
  const live = new LiveTasks(api, store, TIMING);
  live.subscribe(() => states.push(live.state));

  await until(live, store, () => store.get('one'));

  assert.deepEqual(states, ['offline', 'live']);
});

test('without event streams the running tasks are queried, each with its ETag', async () => {
  const store = new TaskStore();
  store.put([task('one', 'processing'), task('two', 'completed')]);
  answer = (request, response) => {
    const queries = requests.filter((one) => one.url.includes('/one')).length;
    if (request.url.endsWith('/events')) response.writeHead(409).end('{}');
    else if (queries === 2) response.writeHead(304, { ETag: 'W/"a"' }).end();
    else response.writeHead(200, { ETag: 'W/"a"' }).end(JSON.stringify(task('one', queries === 1 ? 'processing' : 'completed')));
  };

  await until(new LiveTasks(api, store, TIMING), store, () => store.get('one').status === 'completed');

  assert.deepEqual(requests.slice(1).map((request) => request.headers['if-none-match']), [undefined, 'W/"a"', 'W/"a"']);
  assert.ok(requests.every((request) => !request.url.includes('two')));
});

test('a key that is refused is told once, and nothing more is asked', async () => {
  const store = new TaskStore();
  let refused = 0;
  answer = (request, response) => response.writeHead(401).end('{}');
  const live = new LiveTasks(new Api(api.root, () => 'old', () => refused++), store, TIMING);

  live.start();
  await new Promise((later) => setTimeout(later, 60));
  live.stop();

  assert.equal(refused, 1);
  assert.equal(requests.length, 1);
});
