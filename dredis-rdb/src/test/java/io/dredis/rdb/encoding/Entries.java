package io.dredis.rdb.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What tests of packed values share. */
final class Entries {
  private Entries() {}

  /** Something that starts a walk. */
  interface Form {
    PackedEntries of(byte[] value) throws CorruptEncodingException;
  }

  /**
   * Returns the bytes that hexadecimal digits stand for; blanks between them are for the reader.
   */
  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  static List<String> of(PackedEntries walk) throws CorruptEncodingException {
    List<String> entries = new ArrayList<>();
    while (walk.next()) {
      entries.add(text(walk.bytes()));
    }
    return entries;
  }

  /** Checks that a walk ends with an exception whose message has this in it. */
  static void assertCorrupt(String message, Form form, byte[] value) {
    CorruptEncodingException e =
        assertThrows(CorruptEncodingException.class, () -> of(form.of(value)));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  /** Checks that a value cut off anywhere, or with a byte too many, is refused. */
  static void assertNoOtherLength(Form form, byte[] value) {
    for (int length = 0; length <= value.length + 1; length++) {
      byte[] other = java.util.Arrays.copyOf(value, length);
      if (length != value.length) {
        assertThrows(CorruptEncodingException.class, () -> of(form.of(other)), "length " + length);
      }
    }
    try {
      assertEquals(of(form.of(value)), of(form.of(value)));
    } catch (CorruptEncodingException e) {
      throw new AssertionError(e);
    }
  }
}
