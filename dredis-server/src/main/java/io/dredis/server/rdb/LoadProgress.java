package io.dredis.server.rdb;

/** Is told how far a file has been loaded, and shows it to whom it may concern. */
public interface LoadProgress {
  /** Shows nothing. */
  LoadProgress UNSEEN =
      new LoadProgress() {
        @Override
        public void reached(long bytes, long totalBytes, long keys) {}

        @Override
        public void end() {}
      };

  /**
   * The load has come so far; told several times for each megabyte, so most of it need not be
   * shown.
   *
   * @param bytes how much of the file was read
   * @param totalBytes how long the file is, or 0 when nobody knows, as of a pipe
   * @param keys how many keys were stored
   */
  void reached(long bytes, long totalBytes, long keys);

  /** The load has ended, well or not; what was shown is to be left in order. */
  void end();
}
