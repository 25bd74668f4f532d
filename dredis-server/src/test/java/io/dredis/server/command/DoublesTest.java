package io.dredis.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DoublesTest {
  private static double parseShort(String text) {
    return Doubles.parseShort(("x" + text).getBytes(StandardCharsets.ISO_8859_1), 1);
  }

  private static void assertSame(double expected, double number, String text) {
    assertEquals(Double.doubleToRawLongBits(expected), Double.doubleToRawLongBits(number), text);
  }

  @Test
  void aShortTextIsTheNumberThatTheLongWayGives() {
    long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
    System.out.println("DoublesTest: dredis.test.seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 200_000; i++) {
      String digits = Long.toString(random.nextLong() >>> 1).substring(0, 1 + random.nextInt(15));
      String text = (random.nextBoolean() ? "-" : "") + (random.nextInt(9) == 0 ? "0" : digits);
      if (random.nextBoolean()) {
        int point = random.nextInt(text.startsWith("-") ? 1 : 0, text.length() + 1);
        text = text.substring(0, point) + "." + text.substring(point);
      }
      assertSame(Doubles.parse(text), parseShort(text), text);
    }
  }

  @Test
  void zeroKeepsItsSign() {
    assertSame(0.0, parseShort("0"), "0");
    assertSame(-0.0, parseShort("-0"), "-0");
    assertSame(-0.0, parseShort("-.0"), "-.0");
  }

  @Test
  void anyOtherTextIsLeftToTheLongWay() {
    List<String> others =
        List.of("", "-", ".", "-.", "1..", "1.2.3", "+1", "--1", "1-", " 1", "1 ", "1e3", "0x1");
    for (String text : others) {
      assertTrue(Double.isNaN(parseShort(text)), text);
    }
    for (String text : List.of("inf", "nan", "1\0", "1234567890123456", "123456789012345678.5")) {
      assertTrue(Double.isNaN(parseShort(text)), text);
    }
  }
}
