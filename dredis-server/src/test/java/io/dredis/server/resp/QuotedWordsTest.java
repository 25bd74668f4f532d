package io.dredis.server.resp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuotedWordsTest {

  private static List<String> split(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
    byte[][] words = QuotedWords.split(bytes, 0, bytes.length);
    return words == null
        ? null
        : Arrays.stream(words).map(word -> new String(word, StandardCharsets.ISO_8859_1)).toList();
  }

  @Test
  void wordsAreDividedByAnyWhiteSpace() {
    assertEquals(List.of("bind", "a", "b"), split(" bind\ta   b \r\n"));
    assertEquals(List.of(), split("  "));
  }

  @Test
  void quotesKeepBlanksAndEmptyWords() {
    assertEquals(List.of("save", ""), split("save \"\""));
    assertEquals(List.of("a b", "c d"), split("\"a b\" 'c d'"));
  }

  @Test
  void escapesAreUnderstoodBetweenDoubleQuotes() {
    assertEquals(
        List.of("\n\r\t\b\u0007\"\\A\u00ff"), split("\"\\n\\r\\t\\b\\a\\\"\\\\\\x41\\xFF\""));
    assertEquals(List.of("xzz"), split("\"\\xzz\""));
  }

  @Test
  void onlyAQuoteIsEscapedBetweenSingleQuotes() {
    assertEquals(List.of("it's \\n"), split("'it\\'s \\n'"));
  }

  @Test
  void aQuoteMustBeClosedAndEndItsWord() {
    assertNull(split("requirepass \"abc"));
    assertNull(split("requirepass 'abc"));
    assertNull(split("requirepass \"abc\\"));
    assertNull(split("requirepass \"abc\"def"));
    assertNull(split("requirepass 'abc'def"));
  }

  @Test
  void whatIsQuotedComesBack() {
    long seed = Long.getLong("dredis.test.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      StringBuilder word = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        word.append((char) random.nextInt(256));
      }
      String quoted = QuotedWords.quote(word.toString());
      assertEquals(List.of(word.toString()), split(quoted), "seed " + seed);
    }
  }
}
