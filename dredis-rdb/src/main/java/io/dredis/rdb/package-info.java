/**
 * RDB files and DUMP payloads: bytes to events and back. Knows no storage and no server.
 *
 * <p>{@link io.dredis.rdb.RdbReader} turns a file into calls of an {@link
 * io.dredis.rdb.RdbVisitor}. {@link io.dredis.rdb.DumpReader} does the same for the value of one
 * key.
 *
 * <p>Files of RDB versions 1 to 12 are read. Promised: a collection of any size goes through
 * element by element in bounded memory, and bytes from anywhere yield events or an {@link
 * io.dredis.rdb.RdbException} with an offset, nothing else. Not promised: that a key comes once, or
 * that the elements of a collection that was kept unpacked are distinct; only who keeps them can
 * see that. Nothing here may be used by two threads at the same time.
 */
package io.dredis.rdb;
