package io.dredis.rdb.encoding;

import static io.dredis.rdb.encoding.Entries.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 9, 10, -10, 1234567890123456789L, Long.MAX_VALUE, Long.MIN_VALUE})
  void theDigitsOfAnIntegerAreOne(long integer) {
    byte[] digits = Decimal.of(integer);

    assertEquals(Long.toString(integer), Entries.text(digits));
    assertTrue(Decimal.isInteger(digits));
    assertEquals(integer, Decimal.parse(digits));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "-0",
        "00",
        "01",
        "+1",
        " 1",
        "1 ",
        "1.0",
        "1e5",
        "a",
        "-01",
        "0x1",
        "9223372036854775808",
        "-9223372036854775809",
        "9999999999999999999",
        "-9999999999999999999",
        "10000000000000000000",
        "123456789012345678901"
      })
  void whatRedisWouldNotWriteIsNone(String text) {
    assertFalse(Decimal.isInteger(bytes(text)));
  }

  @Test
  void aByteBeyondAsciiIsNoDigit() {
    assertFalse(Decimal.isInteger(new byte[] {(byte) 0xb1}));
  }
}
