import SqliteDatabase from 'better-sqlite3';

/** Holds a database as a writer does, until its input ends; tells `held` and `released`. */
const [, , path = ''] = process.argv;
const database = new SqliteDatabase(path, { fileMustExist: true });
database.exec('BEGIN IMMEDIATE');
process.stdout.write('held\n');
process.stdin.resume();
await new Promise((resolve) => process.stdin.once('end', resolve));
database.exec('ROLLBACK');
database.close();
process.stdout.write('released\n');
