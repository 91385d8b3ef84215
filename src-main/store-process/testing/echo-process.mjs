// A store process that answers each request with its own parameters, for the test of the real child process.
process.on('message', ({ id, method, params }) => {
  if (method === 'close') process.exit(0);
  process.send({ kind: 'result', id, value: { params, argument: process.argv[2] } });
});
process.send({ kind: 'ready' });
