/** Makes the pictures of the documents, with films that the sandbox renders. */
export async function pictures(page, base, directory) {
  const api = async (body) => (await fetch(`${base}/v1/videos/generations`, {
    method: 'POST', headers: { Authorization: 'Bearer demo', 'Content-Type': 'application/json' }, body: JSON.stringify(body),
  })).json();
  const sample = (name) => `${base}/sandbox/samples/${name}`;
  const shoot = async (name) => {
    await page.waitForTimeout(700); // transitions, and the first frames of films
    await page.screenshot({ path: `${directory}/${name}.png` });
  };
  const theme = (colorScheme) => page.emulateMedia({ colorScheme });
  const model = 'wan-2.7-image-to-video';
  const short = { duration: 2, resolution: '720p' };
  const films = [];
  for (const body of [
    { model, ...short, image_urls: [sample('zoetrope.jpg')], prompt: 'The drum begins to turn' },
    { model, ...short, image_urls: [sample('lighthouse-first.jpg')], prompt: 'Dark [sandbox:fail=image_too_dark]' },
    { model: 'wan-2.7-text-to-video', ...short, prompt: 'A quiet harbour before sunrise' },
    { model, ...short, video_url: sample('clip.mp4'), prompt: 'The clip goes on' },
    { model, ...short, image_urls: [sample('lighthouse-last.jpg')], prompt: 'Night, the lamp sweeps over the sea' },
    { model, ...short, image_urls: [sample('lighthouse-first.jpg'), sample('lighthouse-last.jpg')], prompt: 'The sun sets and the lamp of the lighthouse is lit' },
  ]) {
    const task = await api({ ...body });
    films.push(task.id);
    await page.waitForFunction(async (id) => {
      const answer = await fetch(`/v1/tasks/${id}`, { headers: { Authorization: 'Bearer demo' } });
      const now = await answer.json();
      return now.status === 'failed' || now.results?.[0]?.sha256;
    }, task.id);
  }

  await page.getByRole('button', { name: 'Samples' }).first().click();
  await page.getByRole('button', { name: 'Use the sample lighthouse-first.jpg' }).click();
  await page.getByRole('button', { name: 'Samples' }).first().click();
  await page.getByRole('button', { name: 'Use the sample lighthouse-last.jpg' }).click();
  await page.getByLabel('Prompt', { exact: true }).fill('The sun sets over the sea, and the lamp of the lighthouse is lit');
  await page.locator('.inferred').hover();
  await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.blur());
  await shoot('create');
  await page.getByRole('button', { name: 'Create film' }).click();
  await page.getByText(/about .* left/).waitFor();
  await page.waitForFunction(() => Number(document.querySelector('z-app').shadowRoot.querySelector('z-task-page').shadowRoot
    .querySelector('.percent')?.textContent.match(/\d+/)) >= 20);
  await shoot('progress');

  await theme('dark');
  await page.goto(`${base}/console/tasks/${films.at(-1)}`);
  await page.locator('z-film video').evaluate((film) => new Promise((seeked) => {
    film.addEventListener('seeked', seeked, { once: true });
    const seek = () => { film.currentTime = 1; };
    if (film.readyState) seek();
    else film.addEventListener('loadedmetadata', seek, { once: true });
  }));
  await shoot('film');

  await theme('light');
  await page.setViewportSize({ width: 1120, height: 690 });
  await page.goto(`${base}/console/`);
  await page.getByRole('button', { name: 'Samples' }).first().click();
  await page.getByRole('button', { name: 'Use the sample zoetrope.jpg' }).click();
  await page.getByLabel('Prompt', { exact: true }).fill('Later [sandbox:delay=45s]');
  await page.getByRole('button', { name: 'Create film' }).click();
  await page.getByRole('link', { name: 'Tasks' }).click();
  await page.waitForFunction(() => [...document.querySelector('z-app').shadowRoot.querySelector('z-tasks-page').shadowRoot
    .querySelector('z-task-grid').shadowRoot.querySelectorAll('z-task-card')]
    .every(({ task, shadowRoot }) => task.status !== 'completed' || shadowRoot.querySelector('img')));
  await shoot('tasks');

  await page.setViewportSize({ width: 1120, height: 420 });
  await page.goto(`${base}/console/tasks/${films[1]}`);
  await page.locator('z-failure').waitFor();
  await shoot('failure');

  await theme('dark');
  await page.setViewportSize({ width: 390, height: 780 });
  await page.goto(`${base}/console/tasks/${films.at(-1)}`);
  await page.locator('z-film').waitFor();
  await shoot('phone');
}
