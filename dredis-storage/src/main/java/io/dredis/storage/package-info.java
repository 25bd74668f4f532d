/**
 * Ordered bytes on disk, and the data types of Redis on top of them. Knows nothing of RDB files,
 * scripts, connections or replies.
 */
package io.dredis.storage;
