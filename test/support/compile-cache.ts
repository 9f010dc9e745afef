import { enableCompileCache, getCompileCacheDir } from 'node:module';

// Every test file is a process of its own, and most of its time went into reading the
// same sources anew. Programs that a test starts find what was compiled before, too.
enableCompileCache();
const folder = getCompileCacheDir();
if (folder !== undefined) process.env.NODE_COMPILE_CACHE ??= folder;
