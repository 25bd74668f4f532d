/**
 * The keys of a store: databases, look-up, expiry, counts, and the directory all of it lives in.
 *
 * <p>A {@link io.dredis.storage.keyspace.Store} is one open store; a {@link
 * io.dredis.storage.keyspace.Database} is one of its numbered databases; a {@link
 * io.dredis.storage.keyspace.StoreSnapshot} is how both were at one moment. Everything but a
 * snapshot is called by one thread at a time, under the server's lock; a snapshot is read without
 * it. Nothing here starts a thread, takes a lock or touches a socket.
 *
 * <p>A key is one {@link io.dredis.storage.encoding.Header}. {@link
 * io.dredis.storage.keyspace.Database#store} is the only way a header is written, and it keeps
 * everything that follows from a header in step: the count of keys, the expiry records, the garbage
 * that a replaced value becomes. What the header means beyond that is the types' business.
 */
package io.dredis.storage.keyspace;
