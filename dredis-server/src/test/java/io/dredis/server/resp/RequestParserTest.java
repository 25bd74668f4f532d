package io.dredis.server.resp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Requests taken out of bytes that come in any pieces, and the ways clients break the protocol. */
final class RequestParserTest {
  private static final long MAX_BULK_BYTES = 512L << 20;

  private boolean authenticated = true;
  private RequestParser parser = newParser();
  private QueryBuffer buffer = new QueryBuffer();

  private RequestParser newParser() {
    return new RequestParser(() -> MAX_BULK_BYTES, () -> authenticated);
  }

  private void begin() {
    parser = newParser();
    buffer = new QueryBuffer();
  }

  private void receive(byte[] bytes) {
    byte[] larger = new byte[buffer.length() + bytes.length];
    buffer.moveTo(larger);
    System.arraycopy(bytes, 0, larger, buffer.end(), bytes.length);
    buffer.received(bytes.length);
  }

  /** Parses what is there, as lists of words. */
  private List<List<String>> parse() {
    List<List<String>> requests = new ArrayList<>();
    for (byte[][] request = parser.next(buffer); request != null; request = parser.next(buffer)) {
      requests.add(Arrays.stream(request).map(RequestParserTest::text).toList());
    }
    return requests;
  }

  private List<List<String>> parse(String text) {
    receive(bytes(text));
    return parse();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void assertFails(String error, String input) {
    RequestParserTest test = new RequestParserTest();
    test.parse(input);
    assertEquals("ERR Protocol error: " + error, test.parser.error(), input);
    assertEquals(List.of(), test.parse("PING\r\n"), "a parser goes on after an error");
  }

  @Test
  void parsesTheSameHoweverTheBytesAreSplit() {
    String big = "b".repeat(40_000);
    String input =
        "*2\r\n$4\r\nECHO\r\n$5\r\n\r\n\u0000\u00ff*\r\n"
            + "PING\r\n\r\n  \n*0\r\n*-1\r\nset \"a b\" 'c'\n"
            + "*1\r\n$0\r\n\r\n*3\r\n$1\r\na\r\n$40000\r\n"
            + big
            + "\r\n$1\r\nz\r\nEND\r\n";
    List<List<String>> expected =
        List.of(
            List.of("ECHO", "\r\n\u0000\u00ff*"),
            List.of("PING"),
            List.of("set", "a b", "c"),
            List.of(""),
            List.of("a", big, "z"),
            List.of("END"));
    assertEquals(expected, parse(input));
    for (int split = 1; split < input.length(); split += split < 150 ? 1 : 997) {
      parser = newParser();
      List<List<String>> found = new ArrayList<>(parse(input.substring(0, split)));
      found.addAll(parse(input.substring(split)));
      assertEquals(expected, found, "split at " + split);
    }
    parser = newParser();
    List<List<String>> byteByByte = new ArrayList<>();
    for (byte b : bytes(input)) {
      receive(new byte[] {b});
      byteByByte.addAll(parse());
    }
    assertEquals(expected, byteByByte);
  }

  @Test
  void bigStringsAreReadStraightIntoTheirArray() {
    parse("*2\r\n$4\r\nECHO\r\n$100000\r\nabc");
    int received = 3;
    while (received < 100_000) {
      byte[] direct = parser.directArray(buffer);
      int room = direct.length - parser.directOffset();
      assertTrue(room > 0, "no room");
      assertTrue(direct.length <= Math.max(1024, 2 * (received + 1)), "more than arrived");
      Arrays.fill(direct, parser.directOffset(), direct.length, (byte) 'x');
      parser.directlyReceived(room);
      received += room;
    }
    assertNull(parser.directArray(buffer));
    assertEquals(List.of(), parse("\r"));
    assertEquals(
        List.of(List.of("ECHO", "abc" + "x".repeat(99_997)), List.of("PING")), parse("\nPING\r\n"));
  }

  @Test
  void headersThatLieTakeNoMemory() {
    parse("*1\r\n$536870912\r\n");
    byte[] direct = parser.directArray(buffer);
    assertNotNull(direct);
    assertTrue(direct.length <= 1024, "took " + direct.length + " bytes");
    parser = newParser();
    assertEquals(List.of(), parse("*2147483647\r\n$1\r\na\r\n"));
    assertNull(parser.error());
  }

  @Test
  void takesAMillionArguments() {
    int count = 1_000_000;
    parse("*" + count + "\r\n");
    receive(bytes("$1\r\nx\r\n".repeat(count)));
    byte[][] request = parser.next(buffer);
    assertEquals(count, request.length);
    assertEquals(count, parser.argumentBytes());
  }

  @Test
  void refusesLengthsThatAreNone() {
    for (String length : List.of("", "+1", "01", "-0", "1 ", "a", "2147483648", "9".repeat(30))) {
      assertFails("invalid multibulk length", "*" + length + "\r\n");
    }
    for (String length : List.of("", "+1", "01", "-1", "1 ", "a", "536870913", "9".repeat(30))) {
      assertFails("invalid bulk length", "*1\r\n$" + length + "\r\n");
    }
    assertFails("expected '$', got ':'", "*1\r\n:1\r\n");
    assertFails("expected '$', got '\u00ff'", "*1\r\n\u00ff\r\n");
  }

  @Test
  void refusesLinesThatDoNotEnd() {
    assertEquals(List.of(), parse("a".repeat(65_536)));
    assertNull(parser.error());
    assertFails("too big inline request", "a".repeat(65_537));
    assertFails("too big mbulk count string", "*" + "1".repeat(65_537));
    assertFails("too big bulk count string", "*1\r\n$" + "1".repeat(65_537));
  }

  @Test
  void refusesLargeRequestsOfStrangers() {
    authenticated = false;
    assertEquals(1, parse("*10\r\n" + "$1\r\nx\r\n".repeat(10)).size());
    assertEquals(List.of(), parse("*11\r\n"));
    assertEquals("ERR Protocol error: unauthenticated multibulk length", parser.error());
    begin();
    parse("*1\r\n$16384\r\n");
    assertNull(parser.error());
    begin();
    parse("*1\r\n$16385\r\n");
    assertEquals("ERR Protocol error: unauthenticated bulk length", parser.error());
  }

  @Test
  void splitsInlineRequestsIntoWords() {
    assertEquals(List.of(List.of("a", "b", "c")), parse(" a\t b \u000b\u000c c \r\n"));
    assertEquals(
        List.of(List.of("A\n\r\t\b\u0007\\\"q")), parse("\"\\x41\\n\\r\\t\\b\\a\\\\\\\"\\q\"\n"));
    assertEquals(List.of(List.of("xZZ", "a'b\\n", "")), parse("\"\\xZZ\" 'a\\'b\\n' ''\n"));
    assertEquals(List.of(List.of("foobar", "a\u000bb")), parse("foo\"bar\" a\u000bb\n"));
    for (String unbalanced : List.of("\"", "'", "\"a\"b", "'a'b", "\"\\\"", "fo\"o b\"ar")) {
      assertFails("unbalanced quotes in request", unbalanced + "\r\n");
    }
  }

  @Test
  void randomBytesGiveRequestsOrAnError() {
    String[] pieces = {
      "*1\r\n", "*2\r\n", "$4\r\n", "$0\r\n", "PING", "\r\n", "\"", "'", " ", "\\x4", "*-1\r\n", "$"
    };
    for (long seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      begin();
      for (int i = 0; i < 20 && parser.error() == null; i++) {
        byte[] piece = bytes(pieces[random.nextInt(pieces.length)]);
        if (random.nextInt(4) == 0) {
          random.nextBytes(piece);
        }
        receive(piece);
        for (List<String> request : parse()) {
          assertTrue(!request.isEmpty(), "seed " + seed);
        }
      }
      String error = parser.error();
      assertTrue(error == null || error.startsWith("ERR Protocol error: "), "seed " + seed);
    }
  }
}
