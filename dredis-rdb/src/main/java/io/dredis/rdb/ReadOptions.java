package io.dredis.rdb;

/**
 * What a reader takes.
 *
 * @param maxStringBytes how long a string, or a packed value, may be
 * @param verifyChecksum whether a wrong checksum at the end of a file is an error; that of a
 *     payload always is
 * @param skipUnsupported whether keys of unsupported types are skipped; otherwise they are an error
 */
public record ReadOptions(int maxStringBytes, boolean verifyChecksum, boolean skipUnsupported) {
  /** Redis's: strings of 512 MiB, checksums verified, and nothing skipped. */
  public static final ReadOptions DEFAULTS = new ReadOptions(512 << 20, true, false);

  /** Returns the same options with another limit for strings. */
  public ReadOptions withMaxStringBytes(int bytes) {
    return new ReadOptions(bytes, verifyChecksum, skipUnsupported);
  }

  /** Returns the same options with checksums of files verified or not. */
  public ReadOptions withVerifyChecksum(boolean verify) {
    return new ReadOptions(maxStringBytes, verify, skipUnsupported);
  }

  /** Returns the same options with unsupported keys skipped or not. */
  public ReadOptions withSkipUnsupported(boolean skip) {
    return new ReadOptions(maxStringBytes, verifyChecksum, skip);
  }
}
