package io.dredis.server.command;

import java.util.List;

/**
 * Where a command's keys stand among its arguments, as Redis 7's key specifications say it.
 *
 * @param flags what happens to the keys: {@code RO}, {@code RW}, {@code OW}, {@code RM}, {@code
 *     access}, {@code update}, … in the order COMMAND INFO shows them
 * @param notes a remark for COMMAND INFO, or null
 * @param begin where the search for keys begins
 * @param find how the keys follow from there
 */
public record KeySpec(List<String> flags, String notes, Begin begin, Find find) {

  /** Where the search for keys begins. */
  public sealed interface Begin {
    /** At a fixed argument; the command's name is number 0. */
    record Index(int index) implements Begin {}

    /** Behind a keyword, searched from {@code startFrom} (backwards from the end when negative). */
    record Keyword(String keyword, int startFrom) implements Begin {}

    /** Not expressible. */
    record Unknown() implements Begin {}
  }

  /** How the keys follow from the beginning. */
  public sealed interface Find {
    /**
     * A range.
     *
     * @param lastKey the last key relative to the first; negative counts from the last argument, -1
     *     being it
     * @param keyStep arguments from one key to the next
     * @param limit with lastKey -1, how much of the rest holds keys: 0 or 1 all, 2 half, and so on
     */
    record Range(int lastKey, int keyStep, int limit) implements Find {}

    /** A number of keys given by an argument; all positions relative to the beginning. */
    record KeyNumber(int keyNumberIndex, int firstKey, int keyStep) implements Find {}

    /** Not expressible. */
    record Unknown() implements Find {}
  }
}
