/**
 * RDB files and DUMP payloads: bytes to events and back. Knows no storage and no server.
 *
 * <p>{@link io.dredis.rdb.RdbReader} turns a file into calls of an {@link
 * io.dredis.rdb.RdbVisitor}, and {@link io.dredis.rdb.RdbWriter} is such a visitor, so one put
 * behind the other converts a file to another version. {@link io.dredis.rdb.DumpReader} and {@link
 * io.dredis.rdb.DumpWriter} do the same for the value of one key.
 *
 * <p>Files of RDB versions 1 to 12 are read, those of 7 to 11 written. Promised: a collection of
 * any size goes through element by element in bounded memory, and bytes from anywhere yield events
 * or an {@link io.dredis.rdb.RdbException} with an offset, nothing else. Not promised: that a key
 * comes once, or that the elements of a collection that was kept unpacked are distinct; only who
 * keeps them can see that. Nothing here may be used by two threads at the same time.
 */
package io.dredis.rdb;
