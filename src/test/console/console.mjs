import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PATIENCE = 60_000;

/** A real browser. `broken` is what was wrong with its pages: findings of axe, breaches of their policy, requests to elsewhere. */
export async function startBrowser() {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
  });
  const broken = [];
  return {
    /** @param base the address of the gateway, without a slash at its end */
    async open(base, options = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, colorScheme: 'light', ...options });
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE);
      page.on('pageerror', (error) => broken.push(`error in the page: ${error.message}`));
      page.on('console', (message) => /Content Security Policy|TrustedHTML/.test(message.text()) && broken.push(message.text()));
      page.on('request', (request) => {
        if (!/^blob:/.test(request.url()) && !request.url().startsWith(`${base}/`)) broken.push(`loads ${request.url()}`);
      });
      return page;
    },
    /** Notes what is wrong with the page as it is now. */
    async check(page, name) {
      broken.push(...(await findings(page)).map((finding) => `${name}: ${finding}`));
    },
    close: () => browser.close(),
    broken,
  };
}

/** What axe finds in the page, and whether it is wider than its window. */
async function findings(page) {
  await page.evaluate(AXE);
  const found = await page.evaluate(async () => (await window.axe.run(document, { resultTypes: ['violations'] })).violations
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.flat().join(' ')}: ${node.failureSummary}`)));
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  return wider > 0 ? [...found, `${wider} pixels wider than its window`] : found;
}

/** Drops a file on the element, as a reader does. */
export async function drop(page, locator, file, type) {
  const bytes = readFileSync(file).toString('base64');
  const data = await page.evaluateHandle(([base64, name, mime]) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name, { type: mime }));
    return transfer;
  }, [bytes, file.pathname.split('/').at(-1), type]);
  await locator.dispatchEvent('dragover', { dataTransfer: data });
  await locator.dispatchEvent('drop', { dataTransfer: data });
}

/** Plays the last second of the film, and returns where it ended. */
export const playEnd = (video) => video.evaluate((film) => new Promise((played, failed) => {
  const seek = () => {
    film.muted = true;
    film.currentTime = Math.max(0, film.duration - 1);
  };
  film.addEventListener('seeked', () => void film.play(), { once: true });
  film.addEventListener('ended', () => played({ at: film.currentTime, duration: film.duration, width: film.videoWidth }));
  film.addEventListener('error', () => failed(new Error(`media error ${film.error.code}`)));
  if (film.readyState) seek();
  else film.addEventListener('loadedmetadata', seek, { once: true });
}));
