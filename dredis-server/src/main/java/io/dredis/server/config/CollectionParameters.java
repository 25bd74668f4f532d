package io.dredis.server.config;

import io.dredis.server.config.Parameter.Mutability;

/**
 * The parameters that say how small a collection must be to be kept in one piece, and which word
 * OBJECT ENCODING has for it. Names and defaults are Redis 7.0's. They are read when a collection
 * is written; what is stored already stays as it is.
 */
public final class CollectionParameters {
  private final Parameter<Long> hashEntries;
  private final Parameter<Long> hashValue;
  private final Parameter<Long> intsetEntries;
  private final Parameter<Long> zsetEntries;
  private final Parameter<Long> zsetValue;
  private final Parameter<Long> listSize;
  private final Parameter<Long> listCompressDepth;

  CollectionParameters(Configuration configuration) {
    hashEntries =
        entries(configuration, "hash-max-listpack-entries", "hash-max-ziplist-entries", 512);
    hashValue = bytes(configuration, "hash-max-listpack-value", "hash-max-ziplist-value", 64);
    intsetEntries = entries(configuration, "set-max-intset-entries", null, 512);
    zsetEntries =
        entries(configuration, "zset-max-listpack-entries", "zset-max-ziplist-entries", 128);
    zsetValue = bytes(configuration, "zset-max-listpack-value", "zset-max-ziplist-value", 64);
    listSize =
        configuration.add(
            "list-max-listpack-size",
            "list-max-ziplist-size",
            ParameterType.integer(Integer.MIN_VALUE, Integer.MAX_VALUE),
            Mutability.MUTABLE,
            false,
            -2L);
    listCompressDepth =
        configuration.add(
            "list-compress-depth",
            null,
            ParameterType.integer(0, Integer.MAX_VALUE),
            Mutability.MUTABLE,
            false,
            0L);
  }

  private static Parameter<Long> entries(
      Configuration configuration, String name, String aliasOrNull, long value) {
    ParameterType<Long> type = ParameterType.integer(0, Long.MAX_VALUE);
    return configuration.add(name, aliasOrNull, type, Mutability.MUTABLE, false, value);
  }

  private static Parameter<Long> bytes(
      Configuration configuration, String name, String alias, long value) {
    ParameterType<Long> type = ParameterType.memory(0, Long.MAX_VALUE);
    return configuration.add(name, alias, type, Mutability.MUTABLE, false, value);
  }

  /** Returns how many fields a hash may have to be a listpack. */
  public long hashMaxListpackEntries() {
    return hashEntries.value();
  }

  /** Returns how many bytes each field and value of a hash may have to be in a listpack. */
  public long hashMaxListpackValueBytes() {
    return hashValue.value();
  }

  /** Returns how many members a set of integers may have to be an intset. */
  public long setMaxIntsetEntries() {
    return intsetEntries.value();
  }

  /** Returns how many members a sorted set may have to be a listpack. */
  public long zsetMaxListpackEntries() {
    return zsetEntries.value();
  }

  /** Returns how many bytes each member of a sorted set may have to be in a listpack. */
  public long zsetMaxListpackValueBytes() {
    return zsetValue.value();
  }

  /**
   * Returns how large a node of a list may be: that many elements, or for -1 to -5 that many bytes,
   * from 4 KiB on, doubling.
   */
  public int listMaxListpackSize() {
    return listSize.value().intValue();
  }

  /**
   * Returns how many nodes at each end of a list would not be compressed, 0 when none would be at
   * all. DEBUG OBJECT tells it; what is compressed here is the backend's blocks, at any depth.
   */
  public long listCompressDepth() {
    return listCompressDepth.value();
  }
}
