import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.mjs';

const { Api, ClickKey, Problem, Session, ago, bytes, layout, parse, seconds, snippet, words } = await load('api', 'click-key', 'format',
  'grid', 'problem', 'router', 'session', 'snippets');

test('a grid renders what is in view, and a few rows more', () => {
  const measures = { count: 1000, width: 1200, minCard: 250, gap: 20, foot: 62, top: 10_000, viewHeight: 900, spare: 2 };

  const { columns, rowHeight, height, first, last } = layout(measures);

  assert.equal(columns, 4);
  assert.equal(height, 250 * rowHeight - 20);
  assert.ok(last - first <= 4 * (Math.ceil(900 / rowHeight) + 6), 'few cards');
  assert.ok(first * rowHeight / 4 <= 10_000 && last * rowHeight / 4 >= 10_900, 'all in view');
});

test('a grid is right at its ends, on a phone and without tasks', () => {
  const phone = { count: 3, width: 340, minCard: 250, gap: 20, foot: 62, top: -200, viewHeight: 800, spare: 2 };

  assert.equal(layout(phone).columns, 1);
  assert.deepEqual([layout(phone).first, layout(phone).last], [0, 3]);
  assert.deepEqual([layout({ ...phone, count: 0 }).last, layout({ ...phone, count: 0 }).height], [0, 0]);
  assert.deepEqual([layout({ ...phone, top: 99_999 }).last, layout({ ...phone, top: 99_999 }).first], [3, 3]);
});

test('the same click without an answer has the same key', () => {
  let number = 0;
  const click = new ClickKey(() => `key-${++number}`);

  assert.equal(click.for({ a: 1 }), 'key-1');
  assert.equal(click.for({ a: 1 }), 'key-1');
  assert.equal(click.for({ a: 2 }), 'key-2');
  click.answered();
  assert.equal(click.for({ a: 2 }), 'key-3');
});

test('times and sizes as people say them', () => {
  assert.equal(ago(1000, 1000), 'now');
  assert.equal(ago(880, 1000), '2 minutes ago');
  assert.equal(ago(1090, 1000), 'in 1 minute');
  assert.deepEqual([45, 200, 180, 7500].map(seconds), ['45 s', '3 min 20 s', '3 min', '2 h 5 min']);
  assert.deepEqual([512, 1500, 417_447, 104_857_600].map(bytes), ['512 B', '1.5 KB', '417 KB', '105 MB']);
  assert.deepEqual(['negative_prompt', 'image_urls', 'video_url'].map(words), ['Negative prompt', 'Images', 'Video']);
});

test('paths below the console', () => {
  assert.deepEqual(parse(''), { page: 'create' });
  assert.deepEqual(parse('tasks', '?status=failed'), { page: 'tasks', status: 'failed' });
  assert.deepEqual(parse('tasks/task-1'), { page: 'task', id: 'task-1' });
  assert.deepEqual(parse('tasks/%E0%A4%A'), { page: 'task', id: '%E0%A4%A' });
  assert.deepEqual(parse('tasks/a/b'), { page: 'unknown' });
});

test('a key is stored only if its reader asks for it', () => {
  const stored = new Map();
  const session = new Session({ getItem: (name) => stored.get(name) ?? null, setItem: (name, value) => stored.set(name, value), removeItem: (name) => stored.delete(name) });

  session.signIn('secret', 'caller', false);
  assert.equal(stored.size, 0);
  session.signIn('secret', 'caller', true);
  assert.deepEqual([...stored.values()], ['secret']);
  session.refuse();
  assert.ok(session.expired);
  assert.equal(stored.size, 0);
  session.signOut();
  assert.equal(session.key, '');
});

test('a problem has the first fault of each member, whatever the body is', () => {
  const problem = Problem.of(422, JSON.stringify({ error: { message: 'm', request_id: 'r', details: [
    { param: 'image_urls[1]', message: 'first' }, { param: 'image_urls', message: 'second' }, { message: 'of all' }] } }));

  assert.deepEqual([...problem.faults()], [['image_urls', 'first'], ['', 'of all']]);
  assert.equal(problem.requestId, 'r');
  assert.equal(Problem.of(502, '<html>').message, '');
  assert.deepEqual([...Problem.of(422, '{"error":{"message":"m","param":"seed"}}').faults()], [['seed', 'm']]);
});

test('a create as a program is quoted, and has no key', () => {
  const body = { model: 'm', prompt: "it's \"so\"\n$(rm)", loud: true, extra: null, list: [1, 'é'] };
  const root = new URL('http://localhost:8080/zoetrope/');

  const shell = snippet('curl', root, body);
  assert.ok(shell.startsWith('curl http://localhost:8080/zoetrope/v1/videos/generations'));
  assert.ok(shell.includes("it'\\''s"));
  assert.match(snippet('python', root, body), /"loud": True,\n\s+"extra": None/);
  assert.ok(snippet('javascript', root, body).includes('"it\'s \\"so\\"\\n$(rm)"'));
});

test('only signed URLs of the gateway are loaded, from where the page is', () => {
  const api = new Api(new URL('http://localhost:8080/zoetrope/'), () => 'k');

  assert.equal(api.own('https://public.example/p/v1/tasks/task-1/content?expires=1&signature=a'),
    'http://localhost:8080/zoetrope/v1/tasks/task-1/content?expires=1&signature=a');
  assert.equal(api.own('https://vendor.example/film.mp4'), undefined);
  assert.equal(api.own('javascript:alert(1)'), undefined);
});
