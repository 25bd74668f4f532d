package io.dredis.storage.keyspace;

import java.util.Arrays;

/**
 * The buckets of a key directory in the order of their bounds, in memory, with sums over groups of
 * them, so that neither a bound nor a rank is searched for one bucket at a time.
 */
final class BucketArray {
  private static final int GROUP_SHIFT = 7;

  private final int boundOffset;
  private byte[][] recordKeys = new byte[16][];
  private int[] keys = new int[16];
  private int[] expires = new int[16];
  private long[] groupKeys = new long[1];
  private long[] groupExpires = new long[1];
  private int size;
  private long totalKeys;
  private long totalExpires;

  /** No buckets, whose bounds begin at an offset of their record keys. */
  BucketArray(int boundOffset) {
    this.boundOffset = boundOffset;
  }

  int size() {
    return size;
  }

  long keys() {
    return totalKeys;
  }

  long expires() {
    return totalExpires;
  }

  byte[] recordKey(int bucket) {
    return recordKeys[bucket];
  }

  int keys(int bucket) {
    return keys[bucket];
  }

  int expires(int bucket) {
    return expires[bucket];
  }

  /** Returns the bucket that a user key belongs to, or -1 when there are no buckets. */
  int find(byte[] userKey) {
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      byte[] record = recordKeys[middle];
      int order =
          Arrays.compareUnsigned(record, boundOffset, record.length, userKey, 0, userKey.length);
      if (order == 0) {
        return middle;
      } else if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return size == 0 ? -1 : Math.max(high, 0);
  }

  /**
   * Returns the bucket with a record key, or where it would have to be inserted as {@code -place -
   * 1}.
   */
  int findExact(byte[] recordKey) {
    return Arrays.binarySearch(recordKeys, 0, size, recordKey, Arrays::compareUnsigned);
  }

  /** Adds to the counts of a bucket. */
  void add(int bucket, int addedKeys, int addedExpires) {
    keys[bucket] += addedKeys;
    expires[bucket] += addedExpires;
    groupKeys[bucket >> GROUP_SHIFT] += addedKeys;
    groupExpires[bucket >> GROUP_SHIFT] += addedExpires;
    totalKeys += addedKeys;
    totalExpires += addedExpires;
  }

  /** Inserts a bucket before the one at a place. */
  void insert(int place, byte[] recordKey, int bucketKeys, int bucketExpires) {
    if (size == keys.length) {
      grow();
    }
    move(place, place + 1);
    recordKeys[place] = recordKey;
    keys[place] = bucketKeys;
    expires[place] = bucketExpires;
    size++;
    totalKeys += bucketKeys;
    totalExpires += bucketExpires;
    sumGroupsFrom(place);
  }

  /** Removes a bucket. */
  void remove(int bucket) {
    totalKeys -= keys[bucket];
    totalExpires -= expires[bucket];
    move(bucket + 1, bucket);
    size--;
    recordKeys[size] = null;
    sumGroupsFrom(bucket);
  }

  /** Returns the bucket of the key of a rank. */
  int bucketOf(long rank) {
    return search(groupKeys, keys, rank);
  }

  /** Returns the bucket of the key of a rank among those with an expiry. */
  int bucketOfExpiring(long rank) {
    return search(groupExpires, expires, rank);
  }

  private int search(long[] groups, int[] counts, long rank) {
    long left = rank;
    int group = 0;
    while (left >= groups[group]) {
      left -= groups[group++];
    }
    int bucket = group << GROUP_SHIFT;
    while (left >= counts[bucket]) {
      left -= counts[bucket++];
    }
    return bucket;
  }

  /** Returns how many keys the buckets before one have. */
  long keysBefore(int bucket) {
    long sum = 0;
    int group = bucket >> GROUP_SHIFT;
    for (int i = 0; i < group; i++) {
      sum += groupKeys[i];
    }
    for (int i = group << GROUP_SHIFT; i < bucket; i++) {
      sum += keys[i];
    }
    return sum;
  }

  private void move(int from, int to) {
    System.arraycopy(recordKeys, from, recordKeys, to, size - from);
    System.arraycopy(keys, from, keys, to, size - from);
    System.arraycopy(expires, from, expires, to, size - from);
  }

  private void grow() {
    int capacity = 2 * keys.length;
    recordKeys = Arrays.copyOf(recordKeys, capacity);
    keys = Arrays.copyOf(keys, capacity);
    expires = Arrays.copyOf(expires, capacity);
    int groups = (capacity >> GROUP_SHIFT) + 1;
    groupKeys = Arrays.copyOf(groupKeys, groups);
    groupExpires = Arrays.copyOf(groupExpires, groups);
  }

  private void sumGroupsFrom(int bucket) {
    int groups = Math.min(groupKeys.length, (size >> GROUP_SHIFT) + 1);
    for (int group = bucket >> GROUP_SHIFT; group < groups; group++) {
      int end = Math.min(size, (group + 1) << GROUP_SHIFT);
      long sumKeys = 0;
      long sumExpires = 0;
      for (int i = group << GROUP_SHIFT; i < end; i++) {
        sumKeys += keys[i];
        sumExpires += expires[i];
      }
      groupKeys[group] = sumKeys;
      groupExpires[group] = sumExpires;
    }
  }
}
