/**
 * Redis's data types over the keyspace: what each command family means in records.
 *
 * <p>A type reads from any {@link io.dredis.storage.keyspace.Keyspace} and writes to a {@link
 * io.dredis.storage.keyspace.Database}. It knows no reply and no error text: what a client did
 * wrong is a {@link io.dredis.storage.type.WrongTypeException} or a {@link
 * io.dredis.storage.type.ValueException}, which the commands put into Redis's words. Like the
 * keyspace it is called by one thread at a time, but for reads from a snapshot.
 */
package io.dredis.storage.type;
