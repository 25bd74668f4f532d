package io.dredis.storage.keyspace;

import io.dredis.storage.backend.CorruptDataException;
import io.dredis.storage.backend.Cursor;
import io.dredis.storage.encoding.BucketCounts;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.Space;
import io.dredis.storage.transaction.Transaction;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How many keys a generation has, and where: counts for ranges of some hundred keys each.
 *
 * <p>A bucket is a range of user keys from its lower bound up to the next bucket's; the first also
 * has every key before its bound. Each is one record, all are kept in memory, and this is the only
 * place where keys are counted: DBSIZE is the sum, and the key of a rank is found by the sums and a
 * walk inside one bucket. A bucket that grows too large is split at a bound found by walking it, a
 * small one is joined with the one before it, an empty one is dropped. A new key therefore costs
 * one small put, and a changed value none.
 *
 * <pre>
 * record key = directory · generation · lower bound      ; as short as it can be between two user keys
 * record     = bucket counts
 * </pre>
 */
final class KeyDirectory {
  static final int TARGET_KEYS = 512;
  private static final int SPLIT_KEYS = 2 * TARGET_KEYS;
  private static final int JOIN_KEYS = TARGET_KEYS / 4;
  private static final int TTL_SAMPLE = 64;
  private static final long TTL_VALID_MILLIS = 1000;

  private final Transaction transaction;
  private final long generation;
  private final BucketArray buckets;
  private final byte[] headerPrefix;
  private long soonestExpiryMillis;
  private long averageTtlMillis;
  private long averageTtlAtMillis = Long.MIN_VALUE / 2;

  private KeyDirectory(Transaction transaction, long generation) {
    this.transaction = transaction;
    this.generation = generation;
    this.headerPrefix = RecordKeys.prefix(Space.HEADER, generation);
    this.buckets = new BucketArray(headerPrefix.length);
  }

  /** Reads the directory of a generation. */
  static KeyDirectory load(Transaction transaction, long generation) {
    KeyDirectory directory = new KeyDirectory(transaction, generation);
    byte[] prefix = RecordKeys.prefix(Space.DIRECTORY, generation);
    try (Cursor cursor = transaction.cursor()) {
      boolean on = cursor.seek(prefix);
      for (; on && RecordKeys.startsWith(cursor.key(), prefix); on = cursor.next()) {
        BucketCounts counts = BucketCounts.decode(cursor.value());
        directory.buckets.insert(
            directory.buckets.size(), cursor.key(), counts.keys(), counts.expires());
      }
    }
    return directory;
  }

  /** Returns how many keys there are. */
  long keys() {
    return buckets.keys();
  }

  /** Returns how many keys have an expiry. */
  long expires() {
    return buckets.expires();
  }

  /** Counts a change at a user key, whose header is already written. */
  void add(byte[] userKey, int keys, int expires) {
    int bucket = buckets.find(userKey);
    if (bucket < 0) {
      buckets.insert(0, RecordKeys.prefix(Space.DIRECTORY, generation), 0, 0);
      bucket = 0;
    }
    buckets.add(bucket, keys, expires);
    if (buckets.keys(bucket) > SPLIT_KEYS) {
      // Written before the walk that may fail, so that a rollback knows of it.
      write(bucket);
      split(bucket);
    } else if (buckets.keys(bucket) == 0) {
      transaction.delete(buckets.recordKey(bucket));
      buckets.remove(bucket);
    } else if (keys < 0 && bucket > 0 && joins(bucket)) {
      join(bucket);
    } else {
      write(bucket);
    }
  }

  private void write(int bucket) {
    BucketCounts counts = new BucketCounts(buckets.keys(bucket), buckets.expires(bucket));
    transaction.put(buckets.recordKey(bucket), counts.encode());
  }

  private boolean joins(int bucket) {
    return buckets.keys(bucket) < JOIN_KEYS
        && buckets.keys(bucket) + buckets.keys(bucket - 1) <= TARGET_KEYS;
  }

  private void join(int bucket) {
    buckets.add(bucket - 1, buckets.keys(bucket), buckets.expires(bucket));
    transaction.delete(buckets.recordKey(bucket));
    buckets.remove(bucket);
    write(bucket - 1);
  }

  private void split(int bucket) {
    int keys = 0;
    int expires = 0;
    byte[] before = null;
    try (Cursor cursor = transaction.cursor()) {
      boolean on = cursor.seek(firstHeader(bucket));
      while (on && keys < TARGET_KEYS) {
        keys++;
        expires += Header.decode(cursor.value()).expires() ? 1 : 0;
        before = cursor.key();
        on = cursor.next();
      }
      if (!on || !RecordKeys.startsWith(cursor.key(), headerPrefix)) {
        throw new CorruptDataException("The key directory counts keys that are not there");
      }
      byte[] bound = boundBetween(before, cursor.key());
      int restKeys = buckets.keys(bucket) - keys;
      int restExpires = buckets.expires(bucket) - expires;
      buckets.add(bucket, -restKeys, -restExpires);
      buckets.insert(bucket + 1, bound, restKeys, restExpires);
    }
    write(bucket);
    write(bucket + 1);
  }

  /**
   * Returns the record key of the shortest bound that is after one header's user key and not after
   * the next one's.
   */
  static byte[] boundBetween(byte[] beforeHeader, byte[] atHeader) {
    byte[] bound = Arrays.copyOf(atHeader, Arrays.mismatch(beforeHeader, atHeader) + 1);
    bound[0] = Space.DIRECTORY.code();
    return bound;
  }

  private byte[] firstHeader(int bucket) {
    if (bucket == 0) {
      return headerPrefix;
    }
    byte[] header = buckets.recordKey(bucket).clone();
    header[0] = Space.HEADER.code();
    return header;
  }

  /** Returns the user key of a rank below {@link #keys}, counted from 0 in the order of keys. */
  byte[] keyAt(long rank) {
    int bucket = buckets.bucketOf(rank);
    long left = rank - buckets.keysBefore(bucket);
    try (Cursor cursor = transaction.cursor()) {
      boolean on = cursor.seek(firstHeader(bucket));
      for (; on && left > 0; left--) {
        on = cursor.next();
      }
      if (!on || !RecordKeys.startsWith(cursor.key(), headerPrefix)) {
        throw new CorruptDataException("The key directory counts keys that are not there");
      }
      return RecordKeys.rest(cursor.key());
    }
  }

  /** Returns the average time to live of a few keys around a random one, kept for a second. */
  long averageTtlMillis(long nowMillis) {
    if (expires() == 0) {
      return 0;
    }
    if (nowMillis - averageTtlAtMillis > TTL_VALID_MILLIS) {
      averageTtlMillis = sampleTtlMillis(nowMillis);
      averageTtlAtMillis = nowMillis;
    }
    return averageTtlMillis;
  }

  private long sampleTtlMillis(long nowMillis) {
    int bucket = buckets.bucketOfExpiring(ThreadLocalRandom.current().nextLong(expires()));
    long walk = buckets.keys(bucket);
    double sum = 0;
    int sampled = 0;
    try (Cursor cursor = transaction.cursor()) {
      boolean on = cursor.seek(firstHeader(bucket));
      for (; on && walk > 0 && sampled < TTL_SAMPLE; walk--) {
        Header header = Header.decode(cursor.value());
        if (header.expires()) {
          sum += Math.max(0, header.expiryMillis() - nowMillis);
          sampled++;
        }
        on = cursor.next();
      }
    }
    return sampled == 0 ? 0 : (long) (sum / sampled);
  }

  /** Returns a time before which no key expires. */
  long soonestExpiryMillis() {
    return soonestExpiryMillis;
  }

  /** Notes that no key expires before a time. */
  void nothingExpiresBefore(long expiryMillis) {
    soonestExpiryMillis = expiryMillis;
  }

  /** Notes that a key expires at a time. */
  void expects(long expiryMillis) {
    soonestExpiryMillis = Math.min(soonestExpiryMillis, expiryMillis);
  }

  /** Puts right what is remembered of a record that has been restored. */
  void restored(byte[] recordKey) {
    if (Space.EXPIRY.holds(recordKey)) {
      expects(RecordKeys.expiryMillis(recordKey));
      return;
    }
    byte[] record = transaction.get(recordKey);
    int bucket = buckets.findExact(recordKey);
    if (record == null) {
      if (bucket >= 0) {
        buckets.remove(bucket);
      }
      return;
    }
    BucketCounts counts = BucketCounts.decode(record);
    if (bucket < 0) {
      buckets.insert(-bucket - 1, recordKey, counts.keys(), counts.expires());
    } else {
      buckets.add(
          bucket, counts.keys() - buckets.keys(bucket), counts.expires() - buckets.expires(bucket));
    }
  }
}
