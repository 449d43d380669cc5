import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.mjs';

const { Rates, linePoints } = await load('operator');

test('rates are those between two samples', () => {
  const rates = new Rates(2);

  rates.add(10, { accepted: 100, polls: 0 });
  assert.deepEqual(rates.of('accepted'), []);
  rates.add(12, { accepted: 110, polls: 4, refused: 2 });
  rates.add(14, { accepted: 110, polls: 4, refused: 2 });
  rates.add(16, { accepted: 112, polls: 4, refused: 2 });

  assert.deepEqual(rates.of('accepted'), [0, 1]);
  assert.deepEqual(rates.of('refused'), [0, 0]);
});

test('a counter that falls is that of a new process', () => {
  const rates = new Rates();
  rates.add(0, { accepted: 50 });
  rates.add(1, { accepted: 60 });
  rates.add(2, { accepted: 3 });

  assert.deepEqual(rates.of('accepted'), [0]);
});

test('a line ends at the right, and its highest value is at the top', () => {
  assert.equal(linePoints([0, 5, 10], 100, 20, 5), '50.0,20.0 75.0,10.0 100.0,0.0');
  assert.equal(linePoints([0, 0], 100, 20, 5), '75.0,20.0 100.0,20.0');
});
