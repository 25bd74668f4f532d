/**
 * Work that no client asked for: deleting expired keys, reclaiming dropped elements. Each runs on a
 * thread of its own, in steps small enough that a client hardly waits for the lock, each step
 * committed by itself.
 */
package io.dredis.server.background;
