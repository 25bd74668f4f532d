package io.dredis.server.resp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a command answers, as a value: which bytes it becomes is decided at the edge, by the
 * protocol version of the connection ({@link RespWriter}).
 *
 * <p>Replies keep the arrays and lists they are given; nobody may change them afterwards.
 */
public sealed interface Reply {

  /** {@code +OK}. */
  Reply OK = new Status("OK");

  /** A missing value: a null bulk string in RESP2, a null in RESP3. */
  Reply NULL = new Null();

  /** A missing array: a null array in RESP2, a null in RESP3. */
  Reply NULL_ARRAY = new NullArray();

  /** The integer 0. */
  Reply ZERO = new Int(0);

  /** The integer 1. */
  Reply ONE = new Int(1);

  /** An empty array. */
  Reply EMPTY_ARRAY = new Array(List.of());

  /** Nothing at all is written: the answer to a command under {@code CLIENT REPLY OFF}. */
  Reply NONE = new None();

  /**
   * A simple string such as {@code +PONG}; the text holds no line break. Each char is one byte
   * (ISO-8859-1).
   */
  record Status(String text) implements Reply {}

  /**
   * An error; the text starts with its code ({@code ERR}, {@code WRONGTYPE}, …). Each char is one
   * byte of the reply (ISO-8859-1), so that an error can quote what the client sent.
   *
   * @param counted whether the error statistics know it already, because it is the error of a
   *     command that a script called
   */
  record Failure(String text, boolean counted) implements Reply {
    /** An error that is new. */
    public Failure(String text) {
      this(text, false);
    }
  }

  /** A 64-bit signed integer. */
  record Int(long value) implements Reply {}

  /** A binary-safe string. */
  record Bulk(byte[] bytes) implements Reply {
    /** The UTF-8 bytes of a text. */
    public static Bulk of(String text) {
      return new Bulk(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** See {@link #NULL}. */
  record Null() implements Reply {}

  /** See {@link #NULL_ARRAY}. */
  record NullArray() implements Reply {}

  /** See {@link #NONE}. */
  record None() implements Reply {}

  /** An array of replies. */
  record Array(List<? extends Reply> elements) implements Reply {
    /** An array of the given replies. */
    public static Array of(Reply... elements) {
      return new Array(List.of(elements));
    }

    /** An array of bulk strings, with {@link #NULL} for each null. */
    public static Array ofBulks(Iterable<byte[]> values) {
      List<Reply> elements = new ArrayList<>();
      for (byte[] value : values) {
        elements.add(bulkOrNull(value));
      }
      return new Array(elements);
    }
  }

  /** Keys and values in turn: a map in RESP3, a flat array in RESP2. */
  record MapOf(List<? extends Reply> keysAndValues) implements Reply {}

  /** A set in RESP3, an array in RESP2. */
  record SetOf(List<? extends Reply> elements) implements Reply {}

  /** An out-of-band message: a push in RESP3, an array in RESP2. */
  record Push(List<? extends Reply> elements) implements Reply {}

  /**
   * A double: its own type in RESP3, a bulk string in RESP2; 17 significant digits as C's {@code
   * %.17g}.
   */
  record Dbl(double value) implements Reply {}

  /** An integer of any size: its own type in RESP3, a bulk string in RESP2. */
  record BigNumber(String digits) implements Reply {}

  /** A boolean in RESP3, 1 or 0 in RESP2. */
  record Bool(boolean value) implements Reply {}

  /**
   * A text with its format ({@code txt} or {@code mkd}): a verbatim string in RESP3, a bulk string
   * in RESP2.
   *
   * @param format exactly three characters
   */
  record Verbatim(String format, byte[] bytes) implements Reply {
    /** A plain text. */
    public static Verbatim text(String text) {
      return new Verbatim("txt", text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Auxiliary data in front of the reply it belongs to: an attribute in RESP3, left out in RESP2.
   */
  record Attributed(List<? extends Reply> attributes, Reply reply) implements Reply {}

  /**
   * A reply too large to hold in memory, written piece by piece after the execution lock was
   * released, from a snapshot that it owns. It is written at most once, and always closed, written
   * or not.
   */
  non-sealed interface Streamed extends Reply, AutoCloseable {
    /**
     * Writes the whole reply by the writer's methods for headers and pieces. When it throws, part
     * of the reply may be out, so the connection is closed.
     */
    void writeTo(RespWriter out) throws java.io.IOException;

    @Override
    void close();
  }

  /** Returns the bulk string, or {@link #NULL} for null. */
  static Reply bulkOrNull(byte[] bytesOrNull) {
    return bytesOrNull == null ? NULL : new Bulk(bytesOrNull);
  }

  /** Returns 1 for true and 0 for false, as most Redis commands answer. */
  static Reply flag(boolean value) {
    return value ? ONE : ZERO;
  }
}
