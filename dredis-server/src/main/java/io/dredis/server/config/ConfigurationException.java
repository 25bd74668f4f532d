package io.dredis.server.config;

/**
 * A change of parameters that was refused as a whole; the message is the text of the error reply.
 */
public final class ConfigurationException extends Exception {
  private static final long serialVersionUID = 1L;

  /** An exception with the text of the error reply. */
  public ConfigurationException(String message) {
    super(message, null, false, false);
  }

  static ConfigurationException unknown(String name) {
    return new ConfigurationException(
        "ERR Unknown option or number of arguments for CONFIG SET - '" + name + "'");
  }

  static ConfigurationException failed(String name, String reason) {
    return new ConfigurationException(
        "ERR CONFIG SET failed (possibly related to argument '" + name + "') - " + reason);
  }
}
