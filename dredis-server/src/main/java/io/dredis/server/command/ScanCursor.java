package io.dredis.server.command;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * The cursor argument of SCAN and its like: an unsigned 64-bit integer, read as C's {@code strtoul}
 * reads it.
 */
public final class ScanCursor {
  private static final BigInteger LARGEST = BigInteger.TWO.pow(Long.SIZE).subtract(BigInteger.ONE);

  private ScanCursor() {}

  /**
   * Reads a cursor. Like Redis, takes the empty string for 0 and a sign for what C makes of it.
   *
   * @throws CommandException with {@link Errors#INVALID_CURSOR}
   */
  public static long parse(byte[] argument) {
    int digits = argument.length > 0 && (argument[0] == '-' || argument[0] == '+') ? 1 : 0;
    if (argument.length == 0) {
      return 0;
    }
    for (int i = digits; i < argument.length; i++) {
      if (argument[i] < '0' || argument[i] > '9') {
        throw new CommandException(Errors.INVALID_CURSOR);
      }
    }
    if (digits == argument.length) {
      throw new CommandException(Errors.INVALID_CURSOR);
    }
    BigInteger value = new BigInteger(new String(argument, StandardCharsets.US_ASCII));
    if (value.abs().compareTo(LARGEST) > 0) {
      throw new CommandException(Errors.INVALID_CURSOR);
    }
    return value.longValue();
  }
}
