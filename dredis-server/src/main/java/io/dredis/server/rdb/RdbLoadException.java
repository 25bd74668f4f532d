package io.dredis.server.rdb;

import java.io.IOException;

/** A file that was not loaded. The message is one line for the user, and names the file. */
public final class RdbLoadException extends IOException {
  private static final long serialVersionUID = 1L;

  RdbLoadException(String message) {
    super(message);
  }

  RdbLoadException(String message, IOException cause) {
    super(message, cause);
  }
}
