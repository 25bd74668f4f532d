package io.dredis.storage.keyspace;

import static io.dredis.storage.keyspace.TestStore.bytes;
import static io.dredis.storage.keyspace.TestStore.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Redis 7.0.15 answers to KEYS, and to PSUBSCRIBE for the empty string. */
class GlobPatternTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "*|a|true",
        "*|\"\"|false",
        "\"\"|\"\"|true",
        "a*|a|true",
        "a**|a|true",
        "*a|banana|true",
        "a*b*c|aXbYbZc|true",
        "a*b*c|aXbYbZ|false",
        "a?c|abc|true",
        "a?c|ac|false",
        "[abc]|b|true",
        "[a-c]|b|true",
        "[c-a]|b|true",
        "[^a-c]|b|false",
        "[^a-c]|d|true",
        "[a\\-c]|-|true",
        "[a\\-c]|b|false",
        "[abc|b|true",
        "[|[|false",
        "[^|a|true",
        "[]|a|false",
        "[^]|a|true",
        "[a-]|-|false",
        "[a-]|^|true",
        "\\*|*|true",
        "\\*|a|false",
        "a\\|a\\|true",
        "a\\bc|abc|true",
        "A|a|false"
      })
  void matchesAsRedisDoes(String pattern, String string, boolean matches) {
    assertEquals(matches, GlobPattern.of(bytes(pattern)).matches(bytes(string)));
  }

  @Test
  void lettersMatchInEitherCaseWhenAskedTo() {
    assertTrue(GlobPattern.ignoringCase(bytes("mAx*[M-P]")).matches(bytes("MAXMEMorY-poliCN")));
    assertFalse(GlobPattern.ignoringCase(bytes("mAx*[m-p]")).matches(bytes("MAXMEMorY-poliCy")));
    assertEquals("", text(GlobPattern.ignoringCase(bytes("max*")).literalPrefix()));
  }

  @Test
  void bytesCompareAsSignedOnes() {
    assertFalse(GlobPattern.of(new byte[] {'[', 'a', '-', (byte) 0xff, ']'}).matches(bytes("b")));
    assertTrue(GlobPattern.of(new byte[] {'[', 'a', '-', (byte) 0xff, ']'}).matches(bytes("A")));
  }

  @ParameterizedTest
  @CsvSource({"user:*, user:", "plain, plain", "a?b, a", "a[b]c, a", "a\\*b*, a*b", "a\\, a\\"})
  void thePrefixIsWhatEveryMatchBeginsWith(String pattern, String prefix) {
    assertEquals(prefix, text(GlobPattern.of(bytes(pattern)).literalPrefix()));
  }

  @Test
  void manyStarsDoNotHang() {
    byte[] pattern = bytes("a*".repeat(5000) + "b");
    assertFalse(GlobPattern.of(pattern).matches(bytes("a".repeat(100_000))));
    assertTrue(GlobPattern.of(pattern).matches(bytes("a".repeat(100_000) + "b")));
  }
}
