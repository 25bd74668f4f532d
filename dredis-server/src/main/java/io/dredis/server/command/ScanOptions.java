package io.dredis.server.command;

import io.dredis.server.resp.Reply;
import io.dredis.storage.keyspace.GlobPattern;
import io.dredis.storage.keyspace.ScanPage;

/**
 * The options of HSCAN, SSCAN and ZSCAN, which iterate over the elements of one key.
 *
 * @param pattern what the elements are to match
 * @param count how many elements a call should look at
 */
public record ScanOptions(GlobPattern pattern, long count) {
  private static final long DEFAULT_COUNT = 10;

  /**
   * So that one call holds the lock for a bounded time; COUNT is a hint, and the client goes on
   * with the cursor.
   */
  private static final long LARGEST_COUNT = 100_000;

  /** The reply to the scan of a key that does not exist. */
  public static final Reply EMPTY = Reply.Array.of(Reply.Bulk.of("0"), Reply.EMPTY_ARRAY);

  /**
   * Reads the options behind the cursor, which is the second argument.
   *
   * @throws CommandException with the error that Redis answers
   */
  public static ScanOptions of(Invocation call) {
    GlobPattern pattern = GlobPattern.ALL;
    long count = DEFAULT_COUNT;
    for (Arguments rest = Arguments.from(call, 3); rest.hasNext(); ) {
      if (rest.accept("COUNT", 1)) {
        count = rest.nextLong();
        if (count < 1) {
          throw new CommandException(Errors.SYNTAX);
        }
      } else if (rest.accept("MATCH", 1)) {
        pattern = GlobPattern.of(rest.next());
      } else {
        throw new CommandException(Errors.SYNTAX);
      }
    }
    return new ScanOptions(pattern, Math.min(count, LARGEST_COUNT));
  }

  /** Returns the reply that is a cursor and what was found. */
  public static Reply reply(ScanPage page) {
    return Reply.Array.of(
        Reply.Bulk.of(Long.toUnsignedString(page.cursor())), Reply.Array.ofBulks(page.keys()));
  }
}
