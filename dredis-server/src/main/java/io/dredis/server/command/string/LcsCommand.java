package io.dredis.server.command.string;

import io.dredis.server.command.Arguments;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.Errors;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.string.LongestCommonSubsequence.Match;
import io.dredis.server.resp.Reply;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.ValueType;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.type.StringValue;
import io.dredis.storage.type.Strings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * LCS: the longest common subsequence of two strings.
 *
 * <p>Its memory is bounded as Redis bounds it: what Redis's table would need, four bytes for each
 * pair of prefixes, may not exceed {@code proto-max-bulk-len}. What is needed here is far less.
 */
final class LcsCommand {
  private static final long LENGTH_LIMIT = (1L << 32) - 2;
  private static final long LARGEST_ARRAY_BYTES = Integer.MAX_VALUE - 8;
  private static final byte[] EMPTY = new byte[0];

  private final Store store;
  private final Strings strings;
  private final LongSupplier maxBulkBytes;

  LcsCommand(Store store, Strings strings, LongSupplier maxBulkBytes) {
    this.store = store;
    this.strings = strings;
    this.maxBulkBytes = maxBulkBytes;
  }

  private static final class Options {
    private boolean length;
    private boolean indexes;
    private boolean withMatchLength;
    private long leastMatchLength;

    static Options of(Invocation call) {
      Options options = new Options();
      for (Arguments rest = Arguments.from(call, 3); rest.hasNext(); ) {
        if (rest.accept("IDX")) {
          options.indexes = true;
        } else if (rest.accept("LEN")) {
          options.length = true;
        } else if (rest.accept("WITHMATCHLEN")) {
          options.withMatchLength = true;
        } else if (rest.accept("MINMATCHLEN", 1)) {
          options.leastMatchLength = rest.nextLong();
        } else {
          throw new CommandException(Errors.SYNTAX);
        }
      }
      if (options.indexes && options.length) {
        throw new CommandException(Errors.LCS_LENGTH_AND_INDEXES);
      }
      return options;
    }
  }

  Reply lcs(Invocation call) {
    Database database = store.database(call.session().database());
    Header aHeader = database.lookup(call.argument(1));
    Header bHeader = database.lookup(call.argument(2));
    if (!isStringOrMissing(aHeader) || !isStringOrMissing(bHeader)) {
      throw new CommandException(Errors.LCS_NOT_STRINGS);
    }
    Options options = Options.of(call);
    StringValue aValue = strings.valueOf(database, aHeader);
    StringValue bValue = strings.valueOf(database, bHeader);
    long aLength = aValue == null ? 0 : aValue.length();
    long bLength = bValue == null ? 0 : bValue.length();
    requireMemory(aLength, bLength, maxBulkBytes.getAsLong(), Runtime.getRuntime().maxMemory());
    return aLength == 0 || bLength == 0
        ? reply(EMPTY, EMPTY, options)
        : reply(aValue.bytes(), bValue.bytes(), options);
  }

  private static boolean isStringOrMissing(Header headerOrNull) {
    return headerOrNull == null || headerOrNull.type() == ValueType.STRING;
  }

  /**
   * Checks that two strings of these lengths may be compared.
   *
   * @param heapBytes the size of the heap, of which the strings and the table get half
   * @throws CommandException when they may not, as Redis puts it
   */
  static void requireMemory(long aLength, long bLength, long maxBulkBytes, long heapBytes) {
    if (aLength >= LENGTH_LIMIT || bLength >= LENGTH_LIMIT) {
      throw new CommandException(Errors.LCS_STRING_TOO_LONG);
    }
    long cells = (aLength + 1) * (bLength + 1);
    boolean countable = cells > 0 && cells <= Long.MAX_VALUE / Integer.BYTES;
    if (countable && cells * Integer.BYTES > maxBulkBytes) {
      throw new CommandException(Errors.LCS_OVER_BULK_LIMIT);
    }
    boolean empty = aLength == 0 || bLength == 0;
    long limitBytes = Math.min(heapBytes / 2, LARGEST_ARRAY_BYTES);
    if (!countable || (!empty && cells / Byte.SIZE + aLength + bLength > limitBytes)) {
      throw new CommandException(Errors.LCS_OUT_OF_MEMORY);
    }
  }

  private static Reply reply(byte[] a, byte[] b, Options options) {
    if (options.length) {
      return new Reply.Int(LongestCommonSubsequence.length(a, b));
    }
    LongestCommonSubsequence found = LongestCommonSubsequence.of(a, b);
    if (!options.indexes) {
      return new Reply.Bulk(found.bytes());
    }
    return new Reply.MapOf(
        List.of(
            Reply.Bulk.of("matches"),
            matches(found, options),
            Reply.Bulk.of("len"),
            new Reply.Int(found.bytes().length)));
  }

  private static Reply matches(LongestCommonSubsequence found, Options options) {
    List<Reply> matches = new ArrayList<>();
    for (Match match : found.matches()) {
      if (match.length() >= options.leastMatchLength) {
        Reply inFirst = range(match.aFrom(), match.aLast());
        Reply inSecond = range(match.bFrom(), match.bLast());
        matches.add(
            options.withMatchLength
                ? Reply.Array.of(inFirst, inSecond, new Reply.Int(match.length()))
                : Reply.Array.of(inFirst, inSecond));
      }
    }
    return new Reply.Array(matches);
  }

  private static Reply range(int first, int last) {
    return Reply.Array.of(new Reply.Int(first), new Reply.Int(last));
  }
}
