import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE = fileURLToPath(new URL('../../../target/quarkus-app/quarkus-run.jar', import.meta.url));
const [PROGRAM, ...ARGUMENTS] = process.env.EXECUTABLE ? [process.env.EXECUTABLE] : ['java', '-jar', PACKAGE];

/**
 * Starts the packaged gateway, or the native executable that EXECUTABLE names, with its sandbox as the only vendor, and further
 * settings. `creates` are those that reached the sandbox, by the access log.
 */
export async function startSandbox(settings = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'zoetrope-clients-'));
  const child = spawn(PROGRAM, ARGUMENTS, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, QUARKUS_HTTP_PORT: '0', QUARKUS_MANAGEMENT_PORT: '0', ZOETROPE_DATA_DIR: directory,
      ...settings },
  });
  process.on('exit', () => {
    child.kill('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  });
  const gateway = { directory, port: 0, creates: 0 };
  await new Promise((listening, failed) => {
    let said = '';
    child.stdout.on('data', (text) => {
      said += text;
      const lines = said.split('\n');
      said = lines.pop();
      for (const line of lines) {
        gateway.creates += line.includes('POST /sandbox/v1/videos/generations') ? 1 : 0;
        gateway.port ||= Number(line.match(/Listening on: http:\/\/[^:]+:(\d+)/)?.[1] ?? 0);
      }
      if (gateway.port) listening();
    });
    child.on('exit', () => failed(new Error('the gateway ended')));
  });
  return gateway;
}
