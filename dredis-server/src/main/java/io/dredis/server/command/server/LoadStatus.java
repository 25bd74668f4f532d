package io.dredis.server.command.server;

/**
 * What INFO says of the load that a server begins with; all zero if there was none.
 *
 * @param inProgress whether the file is being loaded
 * @param startSeconds when the load began, in seconds since 1970
 * @param elapsedSeconds how many of them have begun since
 * @param totalBytes how long the file is, or 0 when nobody knows, as of a pipe
 * @param usedMemoryBytes what the file says of the memory its maker used, or 0
 * @param loadedBytes how much of it was read
 * @param loadedKeys how many keys were stored
 * @param expiredKeys how many were left out because their time had come
 */
public record LoadStatus(
    boolean inProgress,
    long startSeconds,
    long elapsedSeconds,
    long totalBytes,
    long usedMemoryBytes,
    long loadedBytes,
    long loadedKeys,
    long expiredKeys) {
  private static final double PERCENT = 100.0;
  private static final double MOST_ESTIMATED_PERCENT = 99.99;

  /** Returns how much of the file was read, 0 to 100; of a pipe it is an estimate. */
  double percent() {
    long expectedBytes = expectedBytes();
    if (expectedBytes == 0) {
      return 0;
    }
    double percent = PERCENT * loadedBytes / expectedBytes;
    return totalBytes > 0 ? percent : Math.min(percent, MOST_ESTIMATED_PERCENT);
  }

  /** Returns about how many seconds are left; in the first second 1, as in Redis. */
  long secondsLeft() {
    if (elapsedSeconds == 0) {
      return 1;
    }
    long bytesLeft = expectedBytes() - loadedBytes;
    return elapsedSeconds
        * (totalBytes > 0 ? bytesLeft : Math.max(1, bytesLeft))
        / (loadedBytes + 1);
  }

  private long expectedBytes() {
    return totalBytes > 0 ? totalBytes : usedMemoryBytes;
  }
}
