/**
 * The default backend: Google's LevelDB, native code reached through leveldbjni.
 *
 * <p>Leveldbjni's classes for users of its Java API look ahead and back at each step of an
 * iterator, so this package calls the layer below them, whose calls are LevelDB's own. Three things
 * that LevelDB, as leveldbjni 1.8 carries it, does not do are done here:
 *
 * <ul>
 *   <li>It frees its memory without asking who still uses it. Every call passes a {@link
 *       io.dredis.storage.backend.leveldb.Gate}, so that one that comes too late throws.
 *   <li>It writes its files through memory maps, where a full disk ends the process. {@link
 *       io.dredis.storage.backend.leveldb.DiskSpace} refuses commits before that.
 *   <li>A synced write syncs the newest log only. {@link io.dredis.storage.backend.Backend#sync}
 *       syncs every log, and does not hold up commits meanwhile.
 * </ul>
 *
 * <p>{@link io.dredis.storage.backend.leveldb.LevelDbBackendType} is the way in.
 */
package io.dredis.storage.backend.leveldb;
