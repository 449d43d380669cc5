import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.mjs';

const { TaskStore, secondsLeft, shownProgress } = await load('task-store');
const task = (number, status = 'completed', more = {}) => ({
  id: `task-${number}`, created: number, model: 'm', progress: 0, status, task_info: { can_cancel: false, estimated_time: 0 }, ...more,
});
const ids = (tasks) => tasks?.map((one) => one.id);

test('the newest task is first, from whichever side it came', () => {
  const store = new TaskStore();
  assert.equal(store.list(), undefined);

  store.addPage({ data: [task(5), task(3)], has_more: false }, '', true);
  store.put([task(9, 'processing'), task(4)]);

  assert.deepEqual(ids(store.list()), ['task-9', 'task-5', 'task-4', 'task-3']);
});

test('a list that is not complete has no gaps', () => {
  const store = new TaskStore();
  store.addPage({ data: [task(9), task(8)], has_more: true }, '', true);
  store.put([task(1, 'failed')]);

  assert.deepEqual(ids(store.list()), ['task-9', 'task-8']);
  assert.equal(store.cursor(), 'task-8');

  store.addPage({ data: [task(5)], has_more: false });
  assert.deepEqual(ids(store.list()), ['task-9', 'task-8', 'task-5', 'task-1']);
});

test('a task leaves a filter when its state changes', () => {
  const store = new TaskStore();
  store.addPage({ data: [task(2, 'processing')], has_more: false }, 'processing', true);
  store.put([task(2, 'completed')]);

  assert.deepEqual(ids(store.list('processing')), []);
});

test('an event without the request leaves the request that is known', () => {
  const store = new TaskStore();
  store.put([task(1, 'processing', { request: { prompt: 'a' } })]);
  store.put([task(1)]);

  assert.deepEqual(store.get('task-1').request, { prompt: 'a' });
  assert.equal(store.get('task-1').status, 'completed');
});

test('an answer that is slower than the event stream changes nothing', () => {
  const store = new TaskStore();
  store.put([task(1, 'failed'), task(2, 'completed', { results: [{ url: 'u', sha256: 's' }] }), task(3, 'processing', { progress: 60 })]);

  store.learn([task(1, 'pending'), task(2, 'completed', { results: [{ url: 'v' }] }), task(3, 'processing', { progress: 40 }), task(4, 'pending')]);

  assert.deepEqual([1, 2, 3, 4].map((number) => store.get(`task-${number}`).status), ['failed', 'completed', 'processing', 'pending']);
  assert.equal(store.get('task-2').results[0].sha256, 's');
  assert.equal(store.get('task-3').progress, 60);

  store.put([task(1, 'processing')]);
  assert.equal(store.get('task-1').status, 'processing', 'an operator has reconciled it');
});

test('1,000 tasks are sorted once for each change', () => {
  const store = new TaskStore();
  store.addPage({ data: Array.from({ length: 1000 }, (_, at) => task(at)), has_more: false }, '', true);

  const list = store.list();

  assert.equal(list.length, 1000);
  assert.equal(list[0].id, 'task-999');
});

test('the progress is what the vendor says, else what the estimate says', () => {
  const info = { task_info: { can_cancel: false, estimated_time: 100 } };

  assert.equal(shownProgress(task(0, 'processing', { ...info, progress: 40 }), 10), 40);
  assert.equal(shownProgress(task(0, 'processing', info), 50), 50);
  assert.equal(shownProgress(task(0, 'processing', info), 5000), 95);
  assert.equal(shownProgress(task(0, 'pending', info), 50), 0);
  assert.equal(shownProgress(task(0, 'completed'), 50), 100);
});

test('the seconds that remain are never negative, and absent for a task that has ended', () => {
  const info = { task_info: { can_cancel: false, estimated_time: 100 } };

  assert.equal(secondsLeft(task(1000, 'processing', info), 1030), 70);
  assert.equal(secondsLeft(task(1000, 'processing', info), 9999), 0);
  assert.equal(secondsLeft(task(1000, 'processing', { ...info, progress: 75 }), 1150), 50);
  assert.equal(secondsLeft(task(1000, 'completed', info), 1030), undefined);
});
