package io.dredis.storage.type;

import static io.dredis.storage.keyspace.TestStore.bytes;
import static io.dredis.storage.keyspace.TestStore.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.storage.backend.BackendType;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.Kind;
import io.dredis.storage.keyspace.StoreSnapshot;
import io.dredis.storage.keyspace.TestStore;
import io.dredis.storage.type.ValueException.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("io.dredis.storage.backend.Backends#all")
class StringsTest {
  private static final byte[] KEY = bytes("key");

  @Parameter BackendType type;
  @TempDir Path directory;
  private final Strings strings = new Strings(() -> 512L << 20);
  private TestStore test;

  @BeforeEach
  void open() {
    test = new TestStore(type, directory.resolve("data"));
  }

  @AfterEach
  void close() {
    test.close();
  }

  private void set(String value) {
    set(bytes(value), Header.NO_EXPIRY);
  }

  private void set(byte[] value, long expiryMillis) {
    strings.set(test.database(), KEY, test.database().lookupForWrite(KEY), value, expiryMillis);
  }

  private void assertEncoding(String encoding) {
    assertEquals(encoding, test.database().find(KEY).kind().encoding());
  }

  private void assertReason(Reason reason, Runnable modification) {
    assertEquals(reason, assertThrows(ValueException.class, modification::run).reason());
  }

  private byte[] random(int length) {
    byte[] value = new byte[length];
    new Random(length).nextBytes(value);
    return value;
  }

  @Test
  void aStringHasTheEncodingThatRedisGivesIt() {
    String[][] cases = {
      {"12345", "int"},
      {"-9223372036854775808", "int"},
      {"9223372036854775807", "int"},
      {"9223372036854775808", "embstr"},
      {"-9223372036854775809", "embstr"},
      {"0", "int"},
      {"-0", "embstr"},
      {"01", "embstr"},
      {"+1", "embstr"},
      {"-", "embstr"},
      {"", "embstr"},
      {"1.0", "embstr"},
      {"x".repeat(44), "embstr"},
      {"x".repeat(45), "raw"},
      {"x".repeat(17_000), "raw"},
      {"x".repeat(2 << 20), "raw"}
    };
    for (String[] one : cases) {
      set(one[0]);
      assertEncoding(one[1]);
      assertEquals(one[0], text(strings.lookup(test.database(), KEY).bytes()));
    }
    test.check();
  }

  @Test
  void modifyingGivesTheEncodingThatRedisGives() {
    strings.append(test.database(), KEY, bytes("12"));
    assertEncoding("int");
    strings.append(test.database(), KEY, bytes(""));
    assertEncoding("raw");
    assertEquals(13, strings.increment(test.database(), KEY, 1));
    assertEncoding("int");
    assertEquals("14.5", text(strings.incrementFloat(test.database(), KEY, bytes("1.5"))));
    assertEncoding("embstr");
    strings.setRange(test.database(), KEY, 0, bytes(""));
    assertEncoding("embstr");
    strings.setRange(test.database(), KEY, 0, bytes("1"));
    assertEncoding("raw");
    assertEquals("15", text(strings.incrementFloat(test.database(), KEY, bytes("0.5"))));
    assertEncoding("embstr");
    test.database().delete(KEY);
    strings.setRange(test.database(), KEY, 0, bytes("5"));
    assertEncoding("raw");
  }

  private byte[] range(long start, long end) {
    StringValue value = strings.lookup(test.database(), KEY);
    StringValue.Part part = value.part(start, end);
    return value.range(part.fromInclusive(), part.toExclusive());
  }

  @Test
  void rangesAreThoseOfGetrange() {
    Object[][] cases = {
      {0, -1, "hello"},
      {-3, -1, "llo"},
      {-1, -3, ""},
      {5, 10, ""},
      {-100, 2, "hel"},
      {-100, -50, "h"},
      {3, 1, ""},
      {0, 0, "h"},
      {-5, -6, ""},
      {1, -100, ""},
      {2, 100, "llo"}
    };
    set("hello");
    for (Object[] one : cases) {
      byte[] range = range((int) one[0], (int) one[1]);
      assertEquals(one[2], text(range), one[0] + " " + one[1]);
    }
    assertEquals("ello", text(range(1, Long.MAX_VALUE)));
    assertEquals("", text(range(Long.MAX_VALUE, Long.MAX_VALUE)));
    assertEquals("hello", text(range(Long.MIN_VALUE, -1)));
  }

  @Test
  void aWriteFarBehindTheEndCostsOneChunk() {
    long offset = 500L << 20;
    assertEquals(offset + 1, strings.setRange(test.database(), KEY, offset, bytes("x")));
    assertTrue(test.store().pendingBytes() < 10_000, () -> test.store().pendingBytes() + " bytes");
    test.store().commit();
    assertEquals("\0x", text(range(offset - 1, -1)));
    assertArrayEquals(new byte[100_000], range(5000, 104_999));
    strings.append(test.database(), KEY, bytes("yz"));
    assertTrue(test.store().pendingBytes() < 10_000);
    assertEquals("xyz", text(range(-3, -1)));
    test.check();
  }

  @Test
  void aStringIsReadInPiecesFromASnapshot() throws Exception {
    byte[] value = random(3_000_001);
    set(value, Header.NO_EXPIRY);
    test.store().commit();
    try (StoreSnapshot snapshot = test.store().snapshot()) {
      test.database().delete(KEY);
      test.store().commit();
      test.collectAll();
      StringValue read = strings.lookup(snapshot.database(0), KEY);
      assertEquals(value.length, read.length());
      assertArrayEquals(value, joined(read.pieces()));
      assertArrayEquals(
          Arrays.copyOfRange(value, 777, 2_000_000), joined(read.pieces(777, 2_000_000)));
    }
    assertNull(strings.lookup(test.database(), KEY));
  }

  private static byte[] joined(StringValue.Pieces pieces) throws Exception {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] piece = pieces.next(); piece != null; piece = pieces.next()) {
      assertTrue(piece.length > 0 && piece.length <= 64 * Chunks.CHUNK_BYTES);
      joined.write(piece);
    }
    return joined.toByteArray();
  }

  @Test
  void modifyingKeepsTheExpiry() {
    long expiryMillis = test.nowMillis + 1000;
    set(bytes("10"), expiryMillis);
    strings.increment(test.database(), KEY, 1);
    strings.incrementFloat(test.database(), KEY, bytes("1"));
    strings.append(test.database(), KEY, bytes("0"));
    strings.setRange(test.database(), KEY, 40_000, bytes("x"));
    strings.append(test.database(), KEY, bytes("y"));
    assertEquals(expiryMillis, test.database().find(KEY).expiryMillis());
    set("new");
    assertEquals(Header.NO_EXPIRY, test.database().find(KEY).expiryMillis());
    test.check();
  }

  @Test
  void numbersThatAreNoneOrTooLargeChangeNothing() {
    set("9223372036854775807");
    assertReason(Reason.OVERFLOW, () -> strings.increment(test.database(), KEY, 1));
    assertEquals(Long.MAX_VALUE - 1, strings.increment(test.database(), KEY, -1));
    set("-9223372036854775808");
    assertReason(Reason.OVERFLOW, () -> strings.increment(test.database(), KEY, -1));
    String[] none = {
      "", " 1", "1 ", "1.0", "abc", "01", "9223372036854775808", "1".repeat(100), "1".repeat(20_000)
    };
    for (String text : none) {
      set(text);
      assertReason(Reason.NOT_AN_INTEGER, () -> strings.increment(test.database(), KEY, 1));
      assertEquals(text, text(strings.lookup(test.database(), KEY).bytes()));
    }
    set("abc");
    assertReason(
        Reason.NOT_A_FLOAT, () -> strings.incrementFloat(test.database(), KEY, bytes("1")));
    set("1");
    assertReason(
        Reason.NOT_A_FLOAT, () -> strings.incrementFloat(test.database(), KEY, bytes("x")));
    assertReason(
        Reason.NAN_OR_INFINITY, () -> strings.incrementFloat(test.database(), KEY, bytes("inf")));
    assertEquals("1", text(strings.lookup(test.database(), KEY).bytes()));
  }

  @Test
  void aStringGrowsToTheLimitAndNoFurther() {
    Strings limited = new Strings(() -> 10);
    limited.append(test.database(), KEY, bytes("12345678"));
    assertEquals(10, limited.append(test.database(), KEY, bytes("90")));
    assertReason(Reason.TOO_LONG, () -> limited.append(test.database(), KEY, bytes("x")));
    assertReason(Reason.TOO_LONG, () -> limited.setRange(test.database(), KEY, 9, bytes("xy")));
    assertReason(
        Reason.TOO_LONG, () -> limited.setRange(test.database(), KEY, Long.MAX_VALUE, bytes("xy")));
    assertEquals(10, limited.setRange(test.database(), KEY, Long.MAX_VALUE, bytes("")));
    assertEquals(10, limited.setRange(test.database(), KEY, 9, bytes("!")));
  }

  @Test
  void anotherTypeIsRefused() {
    test.database().store(KEY, Header.small(Kind.HASH_LISTPACK, Header.NO_EXPIRY, bytes("")), null);
    assertThrows(WrongTypeException.class, () -> strings.lookup(test.database(), KEY));
    assertThrows(WrongTypeException.class, () -> strings.append(test.database(), KEY, bytes("")));
    assertThrows(
        WrongTypeException.class, () -> strings.setRange(test.database(), KEY, 0, bytes("")));
    assertThrows(WrongTypeException.class, () -> strings.increment(test.database(), KEY, 1));
    assertThrows(
        WrongTypeException.class, () -> strings.incrementFloat(test.database(), KEY, bytes("x")));
  }
}
