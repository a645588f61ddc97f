// Replicates documents to the server and back into an empty database; prints the milliseconds of each as JSON.
const fs = require('fs');
const [folder, url, documents, batch] = [process.argv[2], process.argv[3], process.argv[4], Number(process.argv[5])];
const PouchDB = require('pouchdb').defaults({prefix: folder + '/'});

async function replicated(source, target) {
  const began = process.hrtime.bigint();
  const done = await PouchDB.replicate(source, target, {batch_size: batch, batches_limit: 10});
  return [Number(process.hrtime.bigint() - began) / 1e6, done.docs_written];
}

(async () => {
  const lines = fs.readFileSync(documents, 'utf8').trim().split('\n').map(JSON.parse);
  const local = new PouchDB('local'), remote = new PouchDB(url + '/peer'), other = new PouchDB('other');
  for (let at = 0; at < lines.length; at += 1000) await local.bulkDocs(lines.slice(at, at + 1000));
  const [push, pushed] = await replicated(local, remote);
  const [pull, pulled] = await replicated(remote, other);
  if (pushed !== lines.length || pulled !== lines.length) throw new Error(`${pushed} pushed, ${pulled} pulled`);
  console.log(JSON.stringify({push, pull}));
})().catch((error) => { console.error(error); process.exit(1); });
