/**
 * The backend that keeps everything in the heap: for tests, caches and comparisons; nothing
 * survives the process.
 *
 * <p>The records live in a persistent B+tree: a commit copies the nodes it changes and publishes a
 * new root, so that every reader has a snapshot without a lock. {@link
 * io.dredis.storage.backend.memory.MemoryBackendType} is the way in.
 */
package io.dredis.storage.backend.memory;
