package io.dredis.rdb;

/**
 * Up to where collections are written packed. Names and defaults are those of Redis 7.0's
 * parameters; where Redis has two names, these are the newer ones.
 *
 * @param hashMaxListpackEntries most fields of a packed hash
 * @param hashMaxListpackValueBytes longest field or value of a packed hash
 * @param listMaxListpackSize most entries of a list's node, or -1 to -5 for 4 to 64 KiB
 * @param setMaxIntsetEntries most members of a set of integers
 * @param setMaxListpackEntries most members of another packed set, which there are from version 11
 *     on
 * @param setMaxListpackValueBytes longest member of such a set
 * @param zsetMaxListpackEntries most members of a packed sorted set
 * @param zsetMaxListpackValueBytes longest member of a packed sorted set
 */
public record PackingLimits(
    int hashMaxListpackEntries,
    int hashMaxListpackValueBytes,
    int listMaxListpackSize,
    int setMaxIntsetEntries,
    int setMaxListpackEntries,
    int setMaxListpackValueBytes,
    int zsetMaxListpackEntries,
    int zsetMaxListpackValueBytes) {
  /** Redis's. */
  public static final PackingLimits DEFAULTS =
      new PackingLimits(128, 64, -2, 512, 128, 64, 128, 64);

  private static final int SMALLEST_NODE_BYTES = 4096;
  private static final int GREATEST_NODE_CLASS = 5;

  /** Nodes limited by their entries are limited to this too. */
  private static final int SAFE_NODE_BYTES = 8192;

  /** Returns how many bytes a list's node may take, unless it has one entry only. */
  int nodeBytes() {
    if (listMaxListpackSize >= 0) {
      return SAFE_NODE_BYTES;
    }
    return SMALLEST_NODE_BYTES << (Math.min(-listMaxListpackSize, GREATEST_NODE_CLASS) - 1);
  }

  /** Returns how many entries a list's node may have. */
  int nodeEntries() {
    return listMaxListpackSize < 0 ? Integer.MAX_VALUE : Math.max(1, listMaxListpackSize);
  }
}
