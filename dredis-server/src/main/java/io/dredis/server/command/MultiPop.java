package io.dredis.server.command;

import java.util.Arrays;
import java.util.List;

/**
 * The arguments of LMPOP, ZMPOP and their blocking forms, {@code numkeys key [key …] END [COUNT
 * count]}.
 *
 * @param second whether the end is the second of the two there are
 * @param count how many elements at most, at least 1
 */
public record MultiPop(List<byte[]> keys, boolean second, long count) {

  /**
   * Reads the arguments of a call.
   *
   * @param index where the number of keys stands
   * @param firstEnd the name of an end, in upper case
   * @param secondEnd the name of the other
   * @throws CommandException when they are not what Redis takes
   */
  public static MultiPop parse(Invocation call, int index, String firstEnd, String secondEnd) {
    long keys =
        Numbers.parseLong(call.argument(index), 1, Long.MAX_VALUE, Errors.KEY_COUNT_NOT_POSITIVE);
    if (keys > call.count() - index - 2) {
      throw new CommandException(Errors.SYNTAX);
    }
    int firstKey = index + 1;
    int end = firstKey + (int) keys;
    Arguments rest = Arguments.from(call, end);
    boolean second = rest.accept(secondEnd);
    if (!second && !rest.accept(firstEnd)) {
      throw new CommandException(Errors.SYNTAX);
    }
    long count = 1;
    if (rest.accept("COUNT", 1)) {
      count = Numbers.parseLong(rest.next(), 1, Long.MAX_VALUE, Errors.COUNT_NOT_POSITIVE);
    }
    if (rest.hasNext()) {
      throw new CommandException(Errors.SYNTAX);
    }
    return new MultiPop(
        Arrays.asList(Arrays.copyOfRange(call.arguments(), firstKey, end)), second, count);
  }
}
