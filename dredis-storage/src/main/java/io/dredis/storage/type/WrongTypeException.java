package io.dredis.storage.type;

import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.ValueType;

/** A key holds a value of another type than the command is for. */
public final class WrongTypeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An exception without a stack, for it is an answer to a client. */
  public WrongTypeException() {
    super("The key holds a value of another type", null, false, false);
  }

  /**
   * Checks the type of a header, if there is one, and returns it.
   *
   * @throws WrongTypeException when it is another
   */
  public static Header require(Header headerOrNull, ValueType type) {
    if (headerOrNull != null && headerOrNull.type() != type) {
      throw new WrongTypeException();
    }
    return headerOrNull;
  }
}
