/**
 * Pending writes over a backend: reads that see them, savepoints, and one atomic commit.
 *
 * <p>A {@link io.dredis.storage.transaction.Transaction} knows records, not Redis keys. It is used
 * by one thread at a time, whichever that is; it holds no lock and touches no socket. Only {@code
 * io.dredis.storage} may call it.
 */
package io.dredis.storage.transaction;
