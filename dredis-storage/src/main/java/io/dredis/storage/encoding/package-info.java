/**
 * The bytes of every record above the backend: keys, headers, numbers, counts.
 *
 * <p>Each codec carries the grammar of what it writes; {@code docs/storage-format.md} is the tour.
 * Nothing here reads or writes a store, and nothing outside {@code io.dredis.storage} may call it.
 * In the grammars {@code ·} is concatenation, {@code bytes} runs to the end of the record, and
 * numbers are big-endian unless they are varints.
 */
package io.dredis.storage.encoding;
