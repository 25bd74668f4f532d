package io.dredis.server.command.sort;

import io.dredis.server.command.Arguments;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.Errors;
import io.dredis.server.command.Invocation;
import java.util.ArrayList;
import java.util.List;

/**
 * What a SORT asks for.
 *
 * @param sorted whether there is an order at all: a BY pattern without a star says that there is
 *     none
 * @param byOrNull the pattern of the keys whose values decide; null when the elements themselves do
 * @param offset how many elements are left out; negative for none
 * @param limit how many elements there are at most; negative for all
 * @param parts the patterns of what is answered for each element, one at least
 * @param targetOrNull the key that the result is stored under; null for a reply
 */
record SortOptions(
    boolean sorted,
    SortPattern byOrNull,
    boolean descending,
    boolean alpha,
    long offset,
    long limit,
    List<SortPattern> parts,
    byte[] targetOrNull) {

  /** Reads the options of SORT, or those of SORT_RO, which cannot store. */
  static SortOptions parse(Invocation call, boolean mayStore) {
    Parser parser = new Parser();
    for (Arguments rest = Arguments.from(call, 2); rest.hasNext(); ) {
      parser.option(rest, mayStore);
    }
    return parser.options();
  }

  /** Returns these options for a set whose order, which is none, would show in what is stored. */
  SortOptions sortedByBytes() {
    return new SortOptions(true, null, descending, true, offset, limit, parts, targetOrNull);
  }

  /** The options read so far. */
  private static final class Parser {
    private final List<SortPattern> gets = new ArrayList<>();
    private boolean sorted = true;
    private SortPattern byOrNull;
    private boolean descending;
    private boolean alpha;
    private long offset;
    private long limit = -1;
    private byte[] targetOrNull;

    void option(Arguments rest, boolean mayStore) {
      if (rest.accept("ASC")) {
        descending = false;
      } else if (rest.accept("DESC")) {
        descending = true;
      } else if (rest.accept("ALPHA")) {
        alpha = true;
      } else if (rest.accept("LIMIT", 2)) {
        offset = rest.nextLong();
        limit = rest.nextLong();
      } else if (mayStore && rest.accept("STORE", 1)) {
        targetOrNull = rest.next();
      } else if (rest.accept("BY", 1)) {
        byOrNull = SortPattern.of(rest.next());
        sorted &= byOrNull.dependsOnElement();
      } else if (rest.accept("GET", 1)) {
        gets.add(SortPattern.of(rest.next()));
      } else {
        throw new CommandException(Errors.SYNTAX);
      }
    }

    SortOptions options() {
      return new SortOptions(
          sorted,
          byOrNull,
          descending,
          alpha,
          offset,
          limit,
          gets.isEmpty() ? List.of(SortPattern.ELEMENT) : gets,
          targetOrNull);
    }
  }
}
