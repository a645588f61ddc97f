// PouchDB's own server on LevelDB: prints its port, serves until killed.
const express = require('express');
const PouchDB = require('pouchdb').defaults({prefix: process.argv[2] + '/'});
const app = express();
app.use('/', require('express-pouchdb')(PouchDB, {mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: process.argv[2] + '/log'}));
const server = app.listen(0, '127.0.0.1', () => console.log(server.address().port));
