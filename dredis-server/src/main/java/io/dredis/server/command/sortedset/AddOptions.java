package io.dredis.server.command.sortedset;

import io.dredis.server.command.Arguments;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.Errors;
import io.dredis.server.command.Invocation;

/**
 * The options of ZADD.
 *
 * @param firstPair the index of the first score
 */
record AddOptions(
    boolean nx, boolean xx, boolean gt, boolean lt, boolean ch, boolean incr, int firstPair) {
  /** The options of ZINCRBY. */
  static final AddOptions INCREMENT = new AddOptions(false, false, false, false, false, true, 2);

  static AddOptions of(Invocation call) {
    Arguments rest = Arguments.from(call, 2);
    boolean nx = false;
    boolean xx = false;
    boolean gt = false;
    boolean lt = false;
    boolean ch = false;
    boolean incr = false;
    int before;
    do {
      before = rest.remaining();
      nx |= rest.accept("NX");
      xx |= rest.accept("XX");
      ch |= rest.accept("CH");
      incr |= rest.accept("INCR");
      gt |= rest.accept("GT");
      lt |= rest.accept("LT");
    } while (rest.remaining() < before);
    AddOptions options = new AddOptions(nx, xx, gt, lt, ch, incr, call.count() - rest.remaining());
    options.check(rest.remaining());
    return options;
  }

  private void check(int pairArguments) {
    if (pairArguments == 0 || pairArguments % 2 != 0) {
      throw new CommandException(Errors.SYNTAX);
    }
    if (nx && xx) {
      throw new CommandException("ERR XX and NX options at the same time are not compatible");
    }
    if ((gt && nx) || (lt && nx) || (gt && lt)) {
      throw new CommandException(
          "ERR GT, LT, and/or NX options at the same time are not compatible");
    }
    if (incr && pairArguments > 2) {
      throw new CommandException("ERR INCR option supports a single increment-element pair");
    }
  }

  /** Returns whether a member keeps the score it has, NaN for none, and does not get another. */
  boolean forbids(double before, double score) {
    if (Double.isNaN(before)) {
      return xx;
    }
    return nx || (lt && score >= before) || (gt && score <= before);
  }
}
