package io.dredis.lua;

/**
 * A script or library that cannot be compiled or loaded; the message is the error reply's text,
 * without its code.
 */
public final class ScriptException extends Exception {

  private static final long serialVersionUID = 1;

  /** The text's bytes are the characters' codes, for what it quotes may be any bytes. */
  ScriptException(String message) {
    super(message, null, false, false);
  }

  /** The message as bytes; what it quotes of the script may be no text. */
  public byte[] text() {
    return getMessage().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
