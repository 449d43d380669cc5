import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE = fileURLToPath(new URL('../../../target/quarkus-app/quarkus-run.jar', import.meta.url));
const [PROGRAM, ...ARGUMENTS] = process.env.EXECUTABLE ? [process.env.EXECUTABLE] : ['java', '-jar', PACKAGE];
const START_MILLIS = 60_000;

/**
 * Starts the packaged gateway, or the native executable that EXECUTABLE names, as a process: with this vendor (without one: with
 * its sandbox), one caller with this key, and further settings. `kill` is `kill -9`; `start` starts it again with the same data,
 * and with other settings if there are some.
 */
export async function startGateway(vendor, key, settings = {}) {
  const data = mkdtempSync(join(tmpdir(), 'zoetrope-sdk-'));
  let child;
  let port;

  async function start(others = {}) {
    child = spawn(PROGRAM, ARGUMENTS, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        PATH: process.env.PATH, QUARKUS_HTTP_PORT: '0', QUARKUS_MANAGEMENT_PORT: '0', ZOETROPE_DATA_DIR: data,
        ...(vendor ? { ZOETROPE_UPSTREAM_URL: vendor.url, ZOETROPE_UPSTREAM_KEY: 'vendor-key' } : {}),
        ...(key ? { ZOETROPE_KEYS: `sdk:${key}` } : {}), ...settings, ...others,
      },
    });
    const starting = child;
    port = await new Promise((listening, failed) => {
      const late = setTimeout(() => failed(new Error('the gateway does not start')), START_MILLIS);
      let said = '';
      starting.stdout.on('data', (text) => {
        said += text;
        const found = said.match(/Listening on: http:\/\/[^:]+:(\d+)/);
        if (found) {
          clearTimeout(late);
          said = '';
          listening(found[1]);
        }
      });
      starting.on('exit', () => failed(new Error(`the gateway ended: ${said}`)));
    });
  }

  process.on('exit', () => {
    child?.kill('SIGKILL');
    rmSync(data, { recursive: true, force: true });
  });
  await start();
  return {
    url: () => `http://127.0.0.1:${port}`,
    start,
    kill: () => new Promise((dead) => {
      if (child.exitCode !== null || child.signalCode !== null) {
        dead();
      } else {
        child.on('exit', dead);
        child.kill('SIGKILL');
      }
    }),
  };
}
