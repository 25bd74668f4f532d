package io.dredis.server.command.string;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.command.string.LongestCommonSubsequence.Match;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongestCommonSubsequenceTest {

  @Test
  void findsTheExampleOfRedisDocumentation() {
    LongestCommonSubsequence found = lcs("ohmytext", "mynewtext");
    assertEquals("mytext", new String(found.bytes(), US_ASCII));
    assertEquals(List.of(new Match(4, 5, 4), new Match(2, 0, 2)), found.matches());
  }

  @Test
  void findsNothingInAnEmptyString() {
    assertEquals(0, lcs("", "abc").bytes().length);
    assertEquals(List.of(), lcs("abc", "").matches());
    assertEquals(0, LongestCommonSubsequence.length(new byte[0], new byte[0]));
  }

  @Test
  void shortensTheSecondStringOnATie() {
    assertEquals("a", new String(lcs("ba", "ab").bytes(), US_ASCII));
    assertEquals("b", new String(lcs("ab", "ba").bytes(), US_ASCII));
  }

  @Test
  void agreesWithTheDefinitionOnRandomStringsOfAnyProportion() {
    long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      byte[] a = randomBytes(random);
      byte[] b = randomBytes(random);
      int expected = lengthByDefinition(a, b);
      String message = "seed " + seed + ", round " + round;
      assertEquals(expected, LongestCommonSubsequence.length(a, b), message);
      LongestCommonSubsequence found = LongestCommonSubsequence.of(a, b);
      assertEquals(expected, found.bytes().length, message);
      assertMatchesAreTheSubsequence(a, b, found, message);
    }
  }

  private static void assertMatchesAreTheSubsequence(
      byte[] a, byte[] b, LongestCommonSubsequence found, String message) {
    int end = found.bytes().length;
    int aEnd = a.length;
    int bEnd = b.length;
    for (Match match : found.matches()) {
      assertTrue(match.aLast() < aEnd && match.bLast() < bEnd, message);
      for (int i = match.length() - 1; i >= 0; i--) {
        byte expected = found.bytes()[--end];
        assertEquals(expected, a[match.aFrom() + i], message);
        assertEquals(expected, b[match.bFrom() + i], message);
      }
      aEnd = match.aFrom();
      bEnd = match.bFrom();
    }
    assertEquals(0, end, message);
  }

  @Test
  void findsAllOfAStringInItself() {
    byte[] bytes = new byte[300];
    new Random(1).nextBytes(bytes);
    LongestCommonSubsequence found = LongestCommonSubsequence.of(bytes, bytes.clone());
    assertArrayEquals(bytes, found.bytes());
    assertEquals(List.of(new Match(0, 0, 300)), found.matches());
  }

  private static LongestCommonSubsequence lcs(String a, String b) {
    return LongestCommonSubsequence.of(a.getBytes(US_ASCII), b.getBytes(US_ASCII));
  }

  private static byte[] randomBytes(Random random) {
    byte[] bytes = new byte[random.nextInt(40)];
    int alphabet = 1 + random.nextInt(5);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ('a' + random.nextInt(alphabet));
    }
    return bytes;
  }

  private static int lengthByDefinition(byte[] a, byte[] b) {
    int[][] table = new int[a.length + 1][b.length + 1];
    for (int i = 1; i <= a.length; i++) {
      for (int j = 1; j <= b.length; j++) {
        table[i][j] =
            a[i - 1] == b[j - 1]
                ? table[i - 1][j - 1] + 1
                : Math.max(table[i - 1][j], table[i][j - 1]);
      }
    }
    return table[a.length][b.length];
  }
}
