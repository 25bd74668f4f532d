package io.dredis.server.config;

import java.nio.charset.StandardCharsets;

/** Conversions between byte strings, as parameters hold them, and text. */
public final class Texts {
  private Texts() {}

  /** Returns the byte string of the given bytes. */
  public static String ofBytes(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Returns the bytes of a byte string. */
  public static byte[] bytes(String byteString) {
    return byteString.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Returns the byte string that holds a text in UTF-8. */
  public static String encode(String text) {
    return ofBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the text that a byte string holds in UTF-8. */
  public static String decode(String byteString) {
    return new String(bytes(byteString), StandardCharsets.UTF_8);
  }
}
