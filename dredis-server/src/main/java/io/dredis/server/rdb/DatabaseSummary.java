package io.dredis.server.rdb;

import io.dredis.rdb.ValueType;
import java.util.EnumMap;
import java.util.Map;

/** What a file holds for one database. */
final class DatabaseSummary {
  private final Map<ValueType, Long> keysByType = new EnumMap<>(ValueType.class);
  private long keys;
  private long expiring;
  private long expired;

  void addKey(ValueType type) {
    keys++;
    keysByType.merge(type, 1L, Long::sum);
  }

  void addExpiring(boolean hasExpired) {
    expiring++;
    if (hasExpired) {
      expired++;
    }
  }

  /** Returns how many keys there are of each type that occurs. */
  Map<ValueType, Long> keysByType() {
    return keysByType;
  }

  /** Returns how many keys there are. */
  long keys() {
    return keys;
  }

  /** Returns how many of the keys have an expiry, as far as they could be read. */
  long expiring() {
    return expiring;
  }

  /** Returns of how many of those the time has come. */
  long expired() {
    return expired;
  }
}
