/**
 * A real browser uses the console of a packaged gateway, whose vendor is its sandbox.
 *
 * usage: ./mvnw package -DskipTests && cd src/test/console && npm ci && CHROMIUM=/usr/bin/chromium npm run proof
 * With SCREENSHOTS=../../../docs/console it writes the pictures of the documents.
 */
import assert from 'node:assert/strict';
import net from 'node:net';
import { startGateway } from '../sdk/gateway.mjs';
import { drop, playEnd, startBrowser } from './console.mjs';
import { startReceiver } from './receiver.mjs';
import { pictures } from './pictures.mjs';

const KEY = 'a-key-of-the-reader';
const NEXT_KEY = 'another-key-of-the-reader';
const OPERATOR_KEY = 'a-key-of-the-operator';
const PICTURE = new URL('../../main/resources/sandbox-samples/lighthouse-first.jpg', import.meta.url);
const HOSTILE = `<img src=x onerror="document.title='run'"> \u202Egnp.exe 🌊 ${'long '.repeat(60)}`;

const port = await new Promise((free) => {
  const server = net.createServer().listen(0, '127.0.0.1', () => {
    const { port: number } = server.address();
    server.close(() => free(number));
  });
});
const base = `http://127.0.0.1:${port}`;
const receiver = await startReceiver();
const gateway = await startGateway(undefined, KEY, {
  QUARKUS_HTTP_PORT: String(port), ZOETROPE_SANDBOX_ENABLED: 'true', ZOETROPE_OPERATOR_KEYS: `ops:${OPERATOR_KEY}`, ZOETROPE_WEBHOOK_ALLOW_PRIVATE: 'true',
  ZOETROPE_WEBHOOK_SECRETS: `sdk:whsec_${Buffer.alloc(32, 7).toString('base64')}`,
});
const browser = await startBrowser();
const patience = setTimeout(() => { console.error('the browser does not finish'); process.exit(1); }, 480_000);

const api = async (path, body, key = KEY) => (await fetch(`${base}/v1/${path}`, {
  method: body ? 'POST' : 'GET', headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
  ...(body ? { body: JSON.stringify(body) } : {}),
})).json();
const status = (page, word) => page.locator('z-task-page z-status').first().filter({ hasText: word }).waitFor();
const create = (page) => page.getByRole('button', { name: 'Create film' });

async function signIn(page, key, remember = false) {
  await page.getByLabel('API key').fill(key);
  if (remember) await page.getByLabel('Remember it').check();
  await page.getByRole('button', { name: /Sign in|Continue/ }).click();
}

/** Creates a film from a sample, with this prompt. */
async function createWith(page, prompt) {
  await page.getByRole('link', { name: 'Create' }).first().click();
  await page.getByRole('button', { name: 'Samples' }).first().click();
  await page.getByRole('button', { name: 'Use the sample lighthouse-first.jpg' }).click();
  await page.getByLabel('Prompt', { exact: true }).fill(prompt);
  await create(page).click();
  await page.waitForURL(/tasks\/task-/);
}

const cases = {
  async 'a browser signs in, and the key stays in the tab'() {
    const page = await browser.open(base);
    await page.goto(base);
    await browser.check(page, 'sign in');
    await signIn(page, 'a-wrong-key');
    await page.getByText('The gateway does not know this key.').waitFor();
    await signIn(page, KEY);
    await create(page).waitFor();
    const kept = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, location.href, document.cookie]));
    assert.ok(!kept.includes(KEY) && !(await page.content()).includes(KEY), 'the key is nowhere');
    await page.reload();
    await page.getByLabel('API key').waitFor();
    await signIn(page, KEY, true);
    await create(page).waitFor();
    await page.reload();
    await create(page).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.reload();
    await page.getByLabel('API key').waitFor();
    await page.context().close();
  },

  async 'a fault is at its field'(page) {
    await create(page).click();
    await page.locator('z-media-field[data-member="image_urls"] #fault').filter({ hasText: 'is required' }).waitFor();
    await page.getByText('One field needs a change.').waitFor();
    await browser.check(page, 'create with a fault');
  },

  async 'a dropped picture becomes a film, with one bill for a double click'(page) {
    const sent = [];
    page.on('request', (request) => request.url().endsWith('/generations') && sent.push(request.headers()['idempotency-key']));
    await page.goto(`${base}/console/`);
    await signIn(page, KEY, true);
    await create(page).waitFor();
    assert.equal(await page.locator('.inferred').innerText(), 'Not decided yet');
    await drop(page, page.locator('z-media-tile .tile').first(), PICTURE, 'image/jpeg');
    await page.locator('.inferred').filter({ hasText: 'image-to-video' }).waitFor();
    await page.locator('z-media-tile img').first().waitFor();
    await page.getByLabel('Prompt', { exact: true }).fill(HOSTILE);
    await page.getByRole('button', { name: 'More settings' }).click();
    await page.getByLabel('Callback URL').fill(receiver.url);
    await page.getByText(/1280 × 720/).waitFor();
    await create(page).dblclick();
    await page.waitForURL(/tasks\/task-/);
    assert.equal(sent.length, 1);
    assert.match(sent[0], /^[0-9a-f]{32}$/);
    assert.equal((await api('tasks')).data.length, 1);
  },

  async 'it is watched live, and plays to its end after a seek'(page) {
    await status(page, 'Completed');
    const { at, duration, width } = await playEnd(page.locator('z-film video'));
    assert.ok(width > 0 && Math.abs(at - duration) < 0.1, `played to ${at} of ${duration}`);
    await page.locator('z-task-page a[download]').waitFor();
    await page.locator('z-timeline').getByText('Film kept').waitFor();
    await browser.check(page, 'a film');
  },

  async 'hostile text is text'(page) {
    await page.locator('.prompt').filter({ hasText: '<img src=x' }).waitFor();
    assert.equal(await page.locator('img[src="x"]').count(), 0);
    assert.doesNotMatch(await page.title(), /run/);
  },

  async 'a callback is delivered again'(page) {
    await page.locator('z-deliveries .gone').waitFor();
    await page.getByRole('button', { name: /Deliver completed again/ }).click();
    await page.locator('z-deliveries .delivered').waitFor();
    assert.equal(receiver.received.length, 2);
    assert.equal(receiver.received[0], receiver.received[1]);
  },

  async 'a task that waits is cancelled, after a question'(page) {
    await createWith(page, 'cancelled in the console [sandbox:status=429]');
    await page.getByRole('button', { name: 'Cancel task' }).click();
    await page.getByRole('dialog').waitFor();
    await browser.check(page, 'the question');
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel task' }).click();
    await status(page, 'Cancelled');
  },

  async 'a failure says why and what to do'(page) {
    await createWith(page, 'lost in the console [sandbox:status=503]');
    await status(page, 'Failed');
    await page.getByText('submission_unknown').waitFor();
    await page.getByText(/An operator can look it up/).waitFor();
    await browser.check(page, 'a failure');
    await page.getByRole('button', { name: 'Again with changes' }).click();
    assert.equal(await page.getByLabel('Prompt', { exact: true }).inputValue(), 'lost in the console [sandbox:status=503]');
    assert.equal(await page.locator('z-media-tile img').count(), 1);
  },

  async 'the gallery shows all of it, by state'(page) {
    await page.getByRole('link', { name: 'Tasks' }).click();
    await page.locator('z-task-card').nth(2).waitFor();
    await browser.check(page, 'tasks');
    await page.getByRole('link', { name: 'Cancelled', exact: true }).click();
    await page.waitForFunction(() => document.querySelector('z-app').shadowRoot.querySelector('z-tasks-page').shadowRoot
      .querySelector('z-task-grid')?.tasks.length === 1);
    await page.getByRole('link', { name: 'Pending', exact: true }).click();
    await page.getByText('No task has this state').waitFor();
    await browser.check(page, 'no tasks');
    await page.getByRole('link', { name: 'All', exact: true }).click();
  },

  async 'the pages are right in the dark and on a phone'() {
    for (const options of [{ colorScheme: 'dark' }, { viewport: { width: 360, height: 740 }, colorScheme: 'dark', hasTouch: true, isMobile: true, reducedMotion: 'reduce' }]) {
      const page = await browser.open(base, options);
      await page.goto(`${base}/console/tasks`);
      await browser.check(page, 'sign in');
      await signIn(page, KEY);
      await page.locator('z-task-card').first().waitFor();
      await browser.check(page, 'tasks');
      await page.locator('z-task-card').filter({ has: page.getByRole('link', { name: /Completed/ }) }).first().click();
      await page.locator('z-film').waitFor();
      await browser.check(page, 'a film');
      await page.getByRole('link', { name: 'Create' }).click();
      await create(page).waitFor();
      await page.getByRole('button', { name: 'More settings' }).click();
      await browser.check(page, 'create');
      await page.getByRole('button', { name: /^Model/ }).click();
      await page.getByRole('option').first().waitFor();
      await browser.check(page, 'models');
      await page.context().close();
    }
  },

  async 'the keyboard alone chooses a model'(page) {
    await page.getByRole('link', { name: 'Create' }).click();
    await page.getByRole('button', { name: /^Model/ }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('text');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Model: Wan 2.7 text to video' }).waitFor();
  },

  async 'a gateway that is killed and started again finds the page up to date'(page) {
    await page.getByRole('link', { name: 'Tasks' }).click();
    await page.locator('z-task-card').first().waitFor();
    const before = await page.locator('z-task-card').count();
    await gateway.kill();
    await page.getByText('Offline. Trying again').waitFor();
    await gateway.start();
    await api('videos/generations', { model: 'wan-2.7-text-to-video', prompt: 'made while the page was away [sandbox:delay=1s]' });
    await page.waitForFunction((count) => document.querySelector('z-app').shadowRoot.querySelector('z-tasks-page').shadowRoot
      .querySelector('z-task-grid').tasks.length === count + 1, before);
    await page.getByText('Live', { exact: true }).waitFor();
  },

  async 'a key that is not valid any more leaves what was entered'(page) {
    await page.getByRole('link', { name: 'Create' }).click();
    await page.getByLabel('Prompt', { exact: true }).fill('kept while the key changes');
    await gateway.kill();
    await gateway.start({ ZOETROPE_KEYS: `sdk:${NEXT_KEY}` });
    await page.getByText('Your key is not accepted any more').waitFor();
    await browser.check(page, 'another key');
    await signIn(page, NEXT_KEY);
    await page.getByText('Your key is not accepted any more').waitFor({ state: 'detached' });
    assert.equal(await page.getByLabel('Prompt', { exact: true }).inputValue(), 'kept while the key changes');
  },

  async '1,000 tasks are a few cards'() {
    const page = await browser.open(base);
    const all = Array.from({ length: 1000 }, (_, at) => ({
      id: `task-unified-${1795978600 - at}-aaaaaaaa`, created: 1795978600 - at, model: 'wan-2.7-image-to-video', object: 'video.generation.task',
      progress: 0, status: 'failed', task_info: { can_cancel: false, estimated_time: 0 }, error: { code: 'task_failed', message: HOSTILE },
    }));
    await page.route('**/v1/tasks?*', (route) => {
      const query = new URL(route.request().url()).searchParams;
      const from = all.findIndex((task) => task.id === query.get('after')) + 1;
      const data = all.slice(from, from + Number(query.get('limit')));
      return route.fulfill({ json: { object: 'list', data, has_more: from + data.length < all.length } });
    });
    await page.goto(`${base}/console/tasks`);
    await signIn(page, NEXT_KEY);
    await page.locator('z-task-card').first().waitFor();
    let most = 0;
    while (!await page.getByText('That is all.').isVisible()) {
      await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
      most = Math.max(most, await page.locator('z-task-card').count());
    }
    assert.ok(most > 0 && most <= 60, `${most} cards at once`);
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    await page.locator(`z-task-card a[href="/console/tasks/${all.at(-1).id}"]`).waitFor();
    await page.context().close();
  },

  async 'an operator reconciles what is unknown'() {
    for (const number of [1, 2, 3]) {
      await api('videos/generations', { model: 'wan-2.7-text-to-video', prompt: `seen by the operator ${number}`, duration: 2, resolution: '720p' }, NEXT_KEY);
    }
    const page = await browser.open(base);
    await page.goto(`${base}/console/`);
    await signIn(page, OPERATOR_KEY);
    await page.getByRole('heading', { name: 'Operator' }).waitFor();
    await page.locator('z-vendor').getByText('Reachable').waitFor();
    await page.getByText('zoetrope.sandbox.enabled').waitFor();
    await page.locator('z-spark').filter({ hasText: 'accepted' }).waitFor();
    assert.ok(!(await page.locator('z-operator-page').innerText()).includes(KEY), 'no key among the settings');
    await page.getByRole('button', { name: /^Reconcile task/ }).click();
    await page.locator('z-unknown-task form').getByRole('button', { name: 'Reconcile' }).click();
    await page.getByText("The vendor's id is needed.").waitFor();
    await browser.check(page, 'operator');
    if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/operator.png` });
    await page.getByLabel('The vendor never got it').check();
    await page.locator('z-unknown-task form').getByRole('button', { name: 'Reconcile' }).click();
    await page.getByText('Every outcome is known.').waitFor();
    const lost = (await api('tasks?status=failed', undefined, NEXT_KEY)).data;
    assert.deepEqual(lost.map((task) => task.error.code), ['not_created']);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 360, height: 740 });
    await browser.check(page, 'operator on a phone');
    await page.context().close();
  },
};

try {
  const page = await browser.open(base);
  await page.goto(`${base}/console/`);
  await signIn(page, KEY);
  for (const [name, run] of Object.entries(cases)) {
    if (process.env.ONLY && !name.includes(process.env.ONLY)) continue;
    try {
      await run(page);
    } catch (error) {
      if (process.env.SCREENSHOTS_OF_FAILURES) await page.screenshot({ path: process.env.SCREENSHOTS_OF_FAILURES });
      throw new Error(`${name}: ${error.message}`, { cause: error });
    }
    console.log(`proved: ${name}`);
  }
  assert.deepEqual(browser.broken, [], 'every page was right');
  await gateway.kill();

  const open = await startGateway(undefined, undefined);
  try {
    const visitor = await browser.open(open.url());
    await visitor.goto(open.url());
    await visitor.getByText(/^Sandbox: /).waitFor();
    await create(visitor).waitFor();
    console.log('proved: the sandbox needs no key, and says what it is');
    if (process.env.SCREENSHOTS) await pictures(visitor, open.url(), process.env.SCREENSHOTS);
  } finally {
    await open.kill();
  }
} finally {
  clearTimeout(patience);
  await browser.close();
  await gateway.kill();
  receiver.close();
}
