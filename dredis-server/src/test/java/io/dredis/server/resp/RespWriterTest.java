package io.dredis.server.resp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The bytes of each kind of reply in both versions of the protocol. */
final class RespWriterTest {
  private static final List<Reply> PAIR = List.of(Reply.Bulk.of("k"), new Reply.Int(1));

  private static void assertBytes(String resp2, String resp3, Reply reply) {
    assertEquals(resp2, text(RespWriter.encode(reply, 2)));
    assertEquals(resp3, text(RespWriter.encode(reply, 3)));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void writesStatusesAndErrors() {
    assertBytes("+OK\r\n", "+OK\r\n", Reply.OK);
    assertBytes("+\u00ff\r\n", "+\u00ff\r\n", new Reply.Status("\u00ff"));
    assertBytes("-ERR no\r\n", "-ERR no\r\n", new Reply.Failure("ERR no"));
  }

  @Test
  void dropsLineBreaksAroundErrorsAndReplacesThoseInside() {
    assertBytes("-ERR a  b c\r\n", "-ERR a  b c\r\n", new Reply.Failure("ERR a\r\nb\nc\r\n\n"));
    assertBytes("-\r\n", "-\r\n", new Reply.Failure("\r\n"));
  }

  @Test
  void writesIntegersOfEverySize() {
    assertBytes(":0\r\n", ":0\r\n", Reply.ZERO);
    for (long value = 1; value > 0; value *= 10) {
      for (long near = value - 1; near <= value + 1; near++) {
        assertBytes(":" + near + "\r\n", ":" + near + "\r\n", new Reply.Int(near));
        assertBytes(":" + -near + "\r\n", ":" + -near + "\r\n", new Reply.Int(-near));
      }
      if (value > Long.MAX_VALUE / 10) {
        break;
      }
    }
    assertBytes(
        ":-9223372036854775808\r\n", ":-9223372036854775808\r\n", new Reply.Int(Long.MIN_VALUE));
    assertBytes(
        ":9223372036854775807\r\n", ":9223372036854775807\r\n", new Reply.Int(Long.MAX_VALUE));
  }

  @Test
  void writesStringsAndWhatIsMissing() {
    assertBytes("$0\r\n\r\n", "$0\r\n\r\n", Reply.Bulk.of(""));
    assertBytes("$3\r\na\r\n\r\n", "$3\r\na\r\n\r\n", Reply.Bulk.of("a\r\n"));
    assertBytes("$-1\r\n", "_\r\n", Reply.NULL);
    assertBytes("*-1\r\n", "_\r\n", Reply.NULL_ARRAY);
    assertBytes("", "", Reply.NONE);
    assertBytes("$2\r\nhi\r\n", "=6\r\ntxt:hi\r\n", Reply.Verbatim.text("hi"));
  }

  @Test
  void writesNumbersAndBooleans() {
    assertBytes("$3\r\n1.5\r\n", ",1.5\r\n", new Reply.Dbl(1.5));
    assertBytes("$3\r\ninf\r\n", ",inf\r\n", new Reply.Dbl(Double.POSITIVE_INFINITY));
    assertBytes("$4\r\n-inf\r\n", ",-inf\r\n", new Reply.Dbl(Double.NEGATIVE_INFINITY));
    assertBytes("$3\r\nnan\r\n", ",nan\r\n", new Reply.Dbl(Double.NaN));
    assertBytes("$3\r\n123\r\n", "(123\r\n", new Reply.BigNumber("123"));
    assertBytes(":1\r\n", "#t\r\n", new Reply.Bool(true));
    assertBytes(":0\r\n", "#f\r\n", new Reply.Bool(false));
  }

  @Test
  void writesAggregates() {
    assertBytes("*0\r\n", "*0\r\n", Reply.EMPTY_ARRAY);
    assertBytes("*2\r\n$1\r\nk\r\n:1\r\n", "*2\r\n$1\r\nk\r\n:1\r\n", new Reply.Array(PAIR));
    assertBytes("*2\r\n$1\r\nk\r\n:1\r\n", "%1\r\n$1\r\nk\r\n:1\r\n", new Reply.MapOf(PAIR));
    assertBytes("*2\r\n$1\r\nk\r\n:1\r\n", "~2\r\n$1\r\nk\r\n:1\r\n", new Reply.SetOf(PAIR));
    assertBytes("*2\r\n$1\r\nk\r\n:1\r\n", ">2\r\n$1\r\nk\r\n:1\r\n", new Reply.Push(PAIR));
    assertBytes("+OK\r\n", "|1\r\n$1\r\nk\r\n:1\r\n+OK\r\n", new Reply.Attributed(PAIR, Reply.OK));
    assertBytes(
        "*1\r\n*1\r\n$-1\r\n",
        "*1\r\n~1\r\n_\r\n",
        Reply.Array.of(new Reply.SetOf(List.of(Reply.NULL))));
  }

  @Test
  void writesDoublesAsCDoes() {
    assertEquals("0", DoubleFormat.format(0.0));
    assertEquals("-0", DoubleFormat.format(-0.0));
    assertEquals("3", DoubleFormat.format(3));
    assertEquals("0.10000000000000001", DoubleFormat.format(0.1));
    assertEquals("-3.1400000000000001", DoubleFormat.format(-3.14));
    assertEquals("99999999999999984", DoubleFormat.format(Math.nextDown(1e17)));
    assertEquals("1e+17", DoubleFormat.format(1e17));
    assertEquals("1.2345678901234568e+17", DoubleFormat.format(1.2345678901234568e17));
    assertEquals("0.0001", DoubleFormat.format(0.0001));
    assertEquals("1.0000000000000001e-05", DoubleFormat.format(0.00001));
    assertEquals("4.9406564584124654e-324", DoubleFormat.format(Double.MIN_VALUE));
    assertEquals("1.7976931348623157e+308", DoubleFormat.format(Double.MAX_VALUE));
  }

  @Test
  void doublesReadBackTheSame() {
    long seed = 20260101;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertEquals(value, Double.parseDouble(DoubleFormat.format(value)), "seed " + seed);
      }
    }
  }

  @Test
  void writesTheSameThroughAnyBuffer() throws IOException {
    long seed = 7;
    Random random = new Random(seed);
    List<Reply> replies = new ArrayList<>();
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    for (int i = 0; i < 300; i++) {
      byte[] bytes = new byte[random.nextInt(400)];
      random.nextBytes(bytes);
      replies.add(random.nextBoolean() ? new Reply.Bulk(bytes) : new Reply.Int(random.nextLong()));
      expected.writeBytes(RespWriter.encode(replies.get(i), 3));
    }
    for (int size : new int[] {64, 65, 100, 1000, 1 << 20}) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      RespWriter writer = new RespWriter(out, new byte[size]);
      writer.setProtocol(3);
      for (Reply reply : replies) {
        writer.write(reply);
      }
      writer.flush();
      assertArrayEquals(expected.toByteArray(), out.toByteArray(), "size " + size);
    }
  }

  @Test
  void smallRepliesLeaveInOneWriteAtTheFlush() throws IOException {
    List<Integer> writes = new ArrayList<>();
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public synchronized void write(byte[] bytes, int offset, int length) {
            writes.add(length);
          }
        };
    RespWriter writer = new RespWriter(out, new byte[1000]);
    for (int i = 0; i < 10; i++) {
      writer.write(Reply.OK);
    }
    assertEquals(List.of(), writes);
    writer.flush();
    writer.flush();
    assertEquals(List.of(50), writes);
  }

  @Test
  void streamedReplyIsWrittenByPiecesInsideOthers() {
    Reply.Streamed streamed =
        new Reply.Streamed() {
          @Override
          public void writeTo(RespWriter out) throws IOException {
            out.mapHeader(1);
            out.bulkHeader(4);
            out.raw(new byte[] {'x', 'a', 'b', 'x'}, 1, 3);
            out.raw(new byte[] {'c', 'd'}, 0, 2);
            out.endBulk();
            out.nullValue();
          }

          @Override
          public void close() {
            throw new AssertionError("the writer does not close");
          }
        };
    assertBytes(
        "*1\r\n*2\r\n$4\r\nabcd\r\n$-1\r\n",
        "*1\r\n%1\r\n$4\r\nabcd\r\n_\r\n",
        Reply.Array.of(streamed));
  }

  @Test
  void refusesABufferTooSmallForANumber() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new RespWriter(new ByteArrayOutputStream(), new byte[10]));
  }
}
