/**
 * The life of key ids: how they are handed out, how large values are written under them before
 * anything refers to them, and how the records of those that were dropped are deleted in small
 * steps.
 *
 * <p>Dropping a key id or a generation is one garbage record in the same commit as what dropped it,
 * so a crash at any moment loses no space for good: a {@link io.dredis.storage.gc.Collector} finds
 * the record after the next start. Nothing here has a thread or a lock of its own; all of it is
 * called under the one that guards the store.
 */
package io.dredis.storage.gc;
