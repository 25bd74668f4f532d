package io.dredis.server;

import io.dredis.server.rdb.RdbSeed;

/**
 * What a server begins with.
 *
 * @param flushAll whether the keys that are in the store go away before the first client is served
 * @param rdbOrNull the file whose keys it begins with; without {@code flushAll} there may be no
 *     others
 */
public record InitialData(boolean flushAll, RdbSeed rdbOrNull) {
  /** The keys that are in the store. */
  public static final InitialData AS_STORED = new InitialData(false, null);
}
