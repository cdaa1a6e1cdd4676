// Reads a JSON list of requests (one character for each byte), has Node's HTTP server read each on a connection of its own,
// strictly and leniently, and prints what it took them for: [{lenient, seen: ["GET /x 0", ...], failed}, ...] for each, with
// a question mark for the length of a body that has no end.
import http from 'node:http';
import net from 'node:net';
import { readFileSync } from 'node:fs';

const SIDE_BY_SIDE = 50;
const PATIENCE_MILLIS = 2000;

const requests = JSON.parse(readFileSync(0, 'utf8'));
const results = requests.map(() => []);

for (const lenient of [false, true]) {
  const connections = new Map();
  const note = (request, response) => {
    const connection = connections.get(request.socket.remotePort);
    // Node reads nothing behind an upgrade, although it does not make one.
    if (request.headers.upgrade) connection.failed = true;
    const { seen } = connection;
    const place = seen.push(`${request.method} ${request.url} ?`) - 1;
    let bytes = 0;
    request.on('data', (data) => (bytes += data.length));
    request.on('error', () => {});
    request.on('end', () => {
      seen[place] = `${request.method} ${request.url} ${bytes}`;
      response.end();
    });
  };
  const server = http.createServer({ insecureHTTPParser: lenient, requireHostHeader: false }, note);
  // Of what it does not know, it would answer without a word.
  server.on('checkExpectation', note);
  server.on('clientError', (error, socket) => {
    const connection = connections.get(socket.remotePort);
    // At the end of a connection it only waits for more.
    if (connection && error.code !== 'HPE_INVALID_EOF_STATE') connection.failed = true;
    socket.destroy();
  });
  server.on('connect', (request, socket) => {
    connections.get(socket.remotePort).failed = true;
    socket.destroy();
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));

  let next = 0;
  const work = async () => {
    while (next < requests.length) {
      const index = next++;
      await new Promise((done) => {
        const result = { lenient, seen: [], failed: false };
        const socket = net.connect(server.address().port, '127.0.0.1', () => {
          connections.set(socket.localPort, result);
          socket.end(Buffer.from(requests[index], 'latin1'));
        });
        socket.setTimeout(PATIENCE_MILLIS, () => socket.destroy());
        socket.on('data', () => {});
        socket.on('error', () => {});
        socket.on('close', () => {
          results[index].push(result);
          done();
        });
      });
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  server.closeAllConnections();
  server.close();
}

process.stdout.write(JSON.stringify(results));
