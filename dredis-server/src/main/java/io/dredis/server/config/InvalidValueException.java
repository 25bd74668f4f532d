package io.dredis.server.config;

/** A value that a parameter cannot take; the message says why in Redis's words. */
public final class InvalidValueException extends Exception {
  private static final long serialVersionUID = 1L;

  /** An exception with the reason, without the parameter's name. */
  public InvalidValueException(String reason) {
    super(reason, null, false, false);
  }
}
