/**
 * The {@code lmdb} backend: one LMDB environment, mapped into memory, over lmdbjava.
 *
 * <p>It hides what LMDB imposes on its callers. Keys may have any length, because those that do not
 * fit into LMDB's 511 bytes are cut into layers ({@link io.dredis.storage.backend.lmdb.Layout}).
 * The map grows by itself. Any thread may call, virtual ones included: a write transaction begins
 * and ends without a blocking call in between, and read transactions are bound to no thread. The
 * process never dies of a use after close or of a map that moved: whatever touches the map holds
 * the lock of a {@link io.dredis.storage.backend.lmdb.ReadTransaction} or of a live reader, and the
 * map moves only while all of them are held; snapshots and cursors stay what they are.
 *
 * <p>Locks are taken in this order, never in another: the commit lock of {@link
 * io.dredis.storage.backend.lmdb.LmdbBackend}, the lock of {@link
 * io.dredis.storage.backend.lmdb.Readers}, the lock of a read transaction or live reader, the lock
 * that keeps the map in place during a sync. A live reader's holder never waits for the lock of
 * {@code Readers}.
 *
 * <p>It does not promise that a full disk cannot end the process in every case, nor that a crash of
 * the machine between two syncs leaves a readable store with every set of options; {@link
 * io.dredis.storage.backend.lmdb.LmdbBackendType} says when. Only {@code LmdbBackendType} is
 * public.
 */
package io.dredis.storage.backend.lmdb;
