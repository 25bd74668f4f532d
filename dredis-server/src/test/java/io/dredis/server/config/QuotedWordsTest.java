package io.dredis.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuotedWordsTest {

  @Test
  void wordsAreDividedByAnyWhiteSpace() {
    assertEquals(List.of("bind", "a", "b"), QuotedWords.split(" bind\ta   b \r\n"));
    assertEquals(List.of(), QuotedWords.split("  "));
  }

  @Test
  void quotesKeepBlanksAndEmptyWords() {
    assertEquals(List.of("save", ""), QuotedWords.split("save \"\""));
    assertEquals(List.of("a b", "c d"), QuotedWords.split("\"a b\" 'c d'"));
  }

  @Test
  void escapesAreUnderstoodBetweenDoubleQuotes() {
    assertEquals(
        List.of("\n\r\t\b\u0007\"\\A\u00ff"),
        QuotedWords.split("\"\\n\\r\\t\\b\\a\\\"\\\\\\x41\\xFF\""));
    assertEquals(List.of("xzz"), QuotedWords.split("\"\\xzz\""));
  }

  @Test
  void onlyAQuoteIsEscapedBetweenSingleQuotes() {
    assertEquals(List.of("it's \\n"), QuotedWords.split("'it\\'s \\n'"));
  }

  @Test
  void aQuoteMustBeClosedAndEndItsWord() {
    assertNull(QuotedWords.split("requirepass \"abc"));
    assertNull(QuotedWords.split("requirepass 'abc"));
    assertNull(QuotedWords.split("requirepass \"abc\\"));
    assertNull(QuotedWords.split("requirepass \"abc\"def"));
    assertNull(QuotedWords.split("requirepass 'abc'def"));
  }

  @Test
  void whatIsQuotedComesBack() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      StringBuilder word = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        word.append((char) random.nextInt(256));
      }
      String quoted = QuotedWords.quote(word.toString());
      assertEquals(List.of(word.toString()), QuotedWords.split(quoted), "seed " + seed);
    }
  }
}
