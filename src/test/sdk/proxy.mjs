import http from 'node:http';

/**
 * Stands between the SDK and the gateway and cuts connections as told, try by try of one prompt:
 *
 * - `before`: the request never reaches the gateway
 * - `under way`: cut on both sides once `underWay(prompt)` resolves; the gateway has not answered yet
 * - `answered`: the gateway has written its whole answer, and nobody gets it
 *
 * What is not told passes.
 */
export async function startProxy(gateway, underWay) {
  const cuts = new Map();
  const tries = new Map();

  const server = http.createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const prompt = body.length ? JSON.parse(body).prompt : '';
      const seen = { count: request.headers['x-stainless-retry-count'], id: undefined };
      tries.set(prompt, [...(tries.get(prompt) ?? []), seen]);
      const cut = (cuts.get(prompt) ?? []).shift();
      if (cut === 'before') {
        request.socket.resetAndDestroy();
        return;
      }
      const forward = http.request(gateway.url() + request.url,
        { method: request.method, headers: { ...request.headers, host: 'gateway' }, agent: false }, (answer) => {
          const parts = [];
          answer.on('data', (part) => parts.push(part));
          answer.on('end', () => {
            const told = Buffer.concat(parts);
            seen.id = JSON.parse(told).id;
            if (cut === 'answered') {
              request.socket.resetAndDestroy();
            } else {
              response.writeHead(answer.statusCode, answer.headers);
              response.end(told);
            }
          });
        });
      forward.on('error', () => request.socket.resetAndDestroy());
      // A caller that goes takes its connection to the gateway with it.
      response.on('close', () => forward.destroy());
      forward.end(body);
      if (cut === 'under way') {
        underWay(prompt).then(() => {
          forward.destroy();
          request.socket.resetAndDestroy();
        });
      }
    });
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${server.address().port}/v1`,
    cut: (prompt, ...what) => cuts.set(prompt, what),
    /** What passed by: the retry count of each try, and the task the gateway told, if it did. */
    tries: (prompt) => tries.get(prompt) ?? [],
    close: () => server.closeAllConnections() ?? server.close(),
  };
}
