package io.dredis.storage.keyspace;

import java.util.Arrays;

/**
 * When keys were accessed last, for OBJECT IDLETIME: in memory only, in a table of fixed size that
 * remembers a fingerprint and a second for each place. A key that another one has pushed out, and
 * any key after a restart, counts as idle since the store was opened.
 */
final class AccessTimes {
  private static final int PLACES = 1 << 16;

  private final int[] fingerprints = new int[PLACES];
  private final int[] seconds = new int[PLACES];
  private final long openedMillis;

  AccessTimes(long openedMillis) {
    this.openedMillis = openedMillis;
  }

  void touch(int database, byte[] key, long atMillis) {
    long hash = hash(database, key);
    int place = place(hash);
    fingerprints[place] = fingerprint(hash);
    seconds[place] = (int) Math.floorDiv(atMillis - openedMillis, 1000L);
  }

  long idleSeconds(int database, byte[] key, long nowMillis) {
    long hash = hash(database, key);
    int place = place(hash);
    long now = Math.floorDiv(nowMillis - openedMillis, 1000L);
    long last = fingerprints[place] == fingerprint(hash) ? seconds[place] : 0;
    return Math.max(0, now - last);
  }

  private static long hash(int database, byte[] key) {
    long hash = (Arrays.hashCode(key) * 31L + database + 1) * 0x9e3779b97f4a7c15L + key.length;
    hash = (hash ^ (hash >>> 32)) * 0xd6e8feb86659fd93L;
    return hash ^ (hash >>> 32);
  }

  private static int place(long hash) {
    return (int) (hash & (PLACES - 1));
  }

  private static int fingerprint(long hash) {
    // Never 0, which an empty place has.
    return (int) (hash >>> 32) | 1;
  }
}
