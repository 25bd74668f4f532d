package io.dredis.storage.keyspace;

import java.util.List;

/**
 * What one call of SCAN found.
 *
 * @param cursor where to go on, an unsigned number; 0 when the iteration is over
 * @param keys the keys found, in the order of their bytes
 */
public record ScanPage(long cursor, List<byte[]> keys) {}
