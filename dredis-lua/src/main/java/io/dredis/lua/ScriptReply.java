package io.dredis.lua;

import java.util.List;

/**
 * A reply as it passes between scripts and the server: what a command answered to a script, and
 * what a script returns.
 *
 * <p>Byte arrays are handed over, not copied; neither side changes one that it gave or got.
 */
public sealed interface ScriptReply {

  /** A null, which RESP2 writes as a null bulk string. */
  ScriptReply NULL = new Null();

  /** A null; RESP2's null bulk string and null array are the same to a script. */
  record Null() implements ScriptReply {}

  /** A simple string, such as {@code OK}. */
  record Status(byte[] text) implements ScriptReply {}

  /**
   * An error.
   *
   * @param text code and message, such as {@code ERR syntax error}, without the leading {@code -}
   * @param counted whether the server's error statistics know it already, for it came from a
   *     command
   */
  record Failure(byte[] text, boolean counted) implements ScriptReply {}

  /** An integer. */
  @SuppressWarnings("AvoidCommonTypeNames")
  record Number(long value) implements ScriptReply {}

  /** A bulk string. */
  record Bulk(byte[] bytes) implements ScriptReply {}

  /** An array. */
  record Array(List<ScriptReply> elements) implements ScriptReply {}

  /** A map of RESP3, in order: keys at the even places, each followed by its value. */
  record Map(List<ScriptReply> keysAndValues) implements ScriptReply {}

  /** A set of RESP3. */
  record Set(List<ScriptReply> elements) implements ScriptReply {}

  /** A double of RESP3. */
  record Real(double value) implements ScriptReply {}

  /** A boolean of RESP3. */
  record Bool(boolean value) implements ScriptReply {}

  /** A big number of RESP3, in decimal digits. */
  record BigNumber(byte[] digits) implements ScriptReply {}

  /**
   * A verbatim string of RESP3.
   *
   * @param format the three bytes before the colon
   */
  record Verbatim(byte[] format, byte[] text) implements ScriptReply {}
}
