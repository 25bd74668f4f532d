package io.dredis.rdb;

import java.nio.file.Path;

/**
 * How files and payloads are written.
 *
 * @param version the RDB version, 7 to 11
 * @param compress whether long strings and packed values are compressed where that pays
 * @param checksum whether a file gets a checksum; a payload always does
 * @param limits up to where collections are packed
 * @param spoolDirectory where a large collection is kept whose elements nobody has counted, until
 *     they are; null for the system's temporary directory
 */
public record WriteOptions(
    int version, boolean compress, boolean checksum, PackingLimits limits, Path spoolDirectory) {
  /** Every Redis from 3.2 on loads this; the rest is as Redis has it. */
  public static final WriteOptions DEFAULTS =
      new WriteOptions(7, true, true, PackingLimits.DEFAULTS, null);

  private static final int OLDEST_VERSION = 7;
  private static final int NEWEST_VERSION = 11;

  /** Refuses versions that cannot be written. */
  public WriteOptions {
    if (version < OLDEST_VERSION || version > NEWEST_VERSION) {
      throw new IllegalArgumentException("cannot write RDB version " + version);
    }
  }

  /** Returns the same options with another version. */
  public WriteOptions withVersion(int other) {
    return new WriteOptions(other, compress, checksum, limits, spoolDirectory);
  }

  /** Returns the same options with compression or without. */
  public WriteOptions withCompress(boolean other) {
    return new WriteOptions(version, other, checksum, limits, spoolDirectory);
  }

  /** Returns the same options with a checksum or without. */
  public WriteOptions withChecksum(boolean other) {
    return new WriteOptions(version, compress, other, limits, spoolDirectory);
  }

  /** Returns the same options with other limits. */
  public WriteOptions withLimits(PackingLimits other) {
    return new WriteOptions(version, compress, checksum, other, spoolDirectory);
  }

  /** Returns the same options with another directory for what has to wait. */
  public WriteOptions withSpoolDirectory(Path other) {
    return new WriteOptions(version, compress, checksum, limits, other);
  }

  /** Doubles in eight bytes came with version 8. */
  boolean hasBinaryScores() {
    return version >= 8;
  }

  /** What Redis knows of a key's use came with version 9. */
  boolean hasKeyUsage() {
    return version >= 9;
  }

  /** Listpacks replaced ziplists in version 10. */
  boolean hasListpacks() {
    return version >= 10;
  }

  /** Sets as listpacks came with version 11. */
  boolean hasSetListpacks() {
    return version >= 11;
  }
}
