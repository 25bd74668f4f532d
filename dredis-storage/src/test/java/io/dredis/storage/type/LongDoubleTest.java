package io.dredis.storage.type;

import static io.dredis.storage.keyspace.TestStore.bytes;
import static io.dredis.storage.keyspace.TestStore.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Redis 7.0.15 on x86 answers to INCRBYFLOAT. */
class LongDoubleTest {

  @ParameterizedTest
  @CsvSource({
    "3.0e3, 0.1, 3000.10000000000000009",
    "3.0e3, 200, 3200",
    "10.50, 0.1, 10.6",
    "5.0e3, 2.0e2, 5200",
    "0, -5.6, -5.6",
    "0.1, 0.2, 0.3",
    "1, 1e-17, 1.00000000000000001",
    "1, 1e-18, 1",
    "1, 4.9e-18, 1",
    "1e20, 1, 100000000000000000000",
    "18446744073709551615, 1, 18446744073709551616",
    "9007199254740993, 0.5, 9007199254740993.5",
    "36893488147419103233, 0, 36893488147419103232",
    "-0.1, 0.1, 0",
    "-1e-20, 0, 0",
    "0x1p4, .5, 16.5",
    "+1., 0x.8, 1.5",
    "1e40, 0, 9999999999999999999783686092270256259072",
    "123456789.123456789, 987654321.987654321, 1111111111.11111110995989293",
    "3.6e-4951, 1, 1",
    "-2.5, 2, -0.5",
    "1e17, 0.05, 100000000000000000.046875",
    "99999999999999999.99, 0.01, 100000000000000000"
  })
  void sumsAreRedissToTheLastDigit(String one, String other, String sum) {
    LongDouble result = LongDouble.parse(bytes(one)).plus(LongDouble.parse(bytes(other)));
    assertEquals(sum, text(result.format()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 1",
        "1 ",
        "+",
        "-",
        ".",
        "1e",
        "1e+",
        "0x",
        "0x.",
        "nan",
        "NaN(1)",
        "infinit",
        "1d",
        "1f",
        "1_0",
        "1e4933",
        "-1e99999999999",
        "1e-5000",
        "1.18973149535723176509e4932",
        "0x.8p-16445",
        "0b1"
      })
  void whatIsNoNumberIsRefused(String text) {
    assertThrows(ValueException.class, () -> LongDouble.parse(bytes(text)));
  }

  @ParameterizedTest
  @CsvSource({
    "0.001, 1",
    "0.0011, 2",
    "1e-400, 1",
    "-0.0001, 0",
    "-0.0021, -2",
    "-2, -2000",
    "0, 0",
    "0x.8, 500",
    "4.35, 4350",
    "9223372036854775.807, 9223372036854775807",
    "9223372036854775, 9223372036854775000",
    "9223372036854776, -9223372036854775808",
    "1e4932, -9223372036854775808",
    "-1e4000, -9223372036854775808",
    "inf, -9223372036854775808",
    "-inf, -9223372036854775808"
  })
  void aThousandTimesItIsRoundedUpAsInC(String text, long ceiling) {
    assertEquals(ceiling, LongDouble.parse(bytes(text)).times(1000).ceiling());
  }

  @Test
  void sumsThatAreTooLargeAreNotFinite() {
    LongDouble large = LongDouble.parse(bytes("1.18973149535723176502e4932"));
    assertFalse(large.plus(large).isFinite());
    LongDouble infinite = LongDouble.parse(bytes("-inf"));
    assertFalse(infinite.isFinite());
    assertFalse(infinite.plus(LongDouble.parse(bytes("Infinity"))).isFinite());
    assertFalse(large.plus(infinite).isFinite());
  }
}
