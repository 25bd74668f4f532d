package io.dredis.storage.encoding;

/**
 * How many keys a bucket of the key directory holds.
 *
 * <pre>
 * bucket counts = keys (varint) · keys with an expiry (varint)
 * </pre>
 *
 * @param keys all keys of the bucket
 * @param expires those that have an expiry
 */
public record BucketCounts(int keys, int expires) {

  /** Reads the counts from their record. */
  public static BucketCounts decode(byte[] record) {
    return new BucketCounts(
        Math.toIntExact(Varint.read(record, 0)),
        Math.toIntExact(Varint.read(record, Varint.end(record, 0))));
  }

  /** Returns the counts as they are stored. */
  public byte[] encode() {
    byte[] record = new byte[Varint.length(keys) + Varint.length(expires)];
    Varint.write(record, Varint.write(record, 0, keys), expires);
    return record;
  }
}
