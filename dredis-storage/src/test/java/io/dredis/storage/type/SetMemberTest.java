package io.dredis.storage.type;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.storage.backend.CorruptDataException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SetMemberTest {

  @ParameterizedTest
  @CsvSource({
    "0,10",
    "1,1101",
    "255,11ff",
    "256,120100",
    "9223372036854775807,187fffffffffffffff",
    "-1,0f",
    "-2,0efe",
    "-256,0e00",
    "-257,0dfeff",
    "-9223372036854775808,078000000000000000",
    "'',20",
    "a,2061",
    "-0,202d30",
    "01,203031",
    "9223372036854775808,2039323233333732303336383534373735383038"
  })
  void theBytesAreThoseOfTheFormat(String member, String hex) {
    assertEquals(hex, HexFormat.of().formatHex(SetMember.encode(bytes(member))));
  }

  @Test
  void numbersAreOrderedAsNumbersAndBeforeAllElse() {
    Random random = new Random(11);
    List<Long> numbers = new ArrayList<>(List.of(Long.MIN_VALUE, Long.MAX_VALUE, 0L, -1L));
    for (int bits = 0; bits < Long.SIZE; bits++) {
      for (int i = 0; i < 20; i++) {
        long number = random.nextLong() >> bits;
        numbers.addAll(List.of(number, number + 1, ~number));
      }
      numbers.addAll(List.of(1L << bits, (1L << bits) - 1, -(1L << bits), -(1L << bits) - 1));
    }
    numbers.sort(Long::compare);
    byte[] before = null;
    byte[] text = SetMember.encode(new byte[0]);
    for (long number : numbers.stream().distinct().toList()) {
      byte[] decimal = bytes(Long.toString(number));
      byte[] ordered = SetMember.encode(decimal);
      assertTrue(SetMember.isInteger(ordered));
      assertArrayEquals(decimal, SetMember.decode(ordered));
      assertTrue(before == null || Arrays.compareUnsigned(before, ordered) < 0, "at " + number);
      assertTrue(Arrays.compareUnsigned(ordered, text) < 0, "at " + number);
      before = ordered;
    }
  }

  @Test
  void otherMembersKeepTheirBytesAndTheirOrder() {
    Random random = new Random(12);
    byte[] before = new byte[0];
    for (int i = 0; i < 1000; i++) {
      byte[] member = new byte[random.nextInt(20)];
      random.nextBytes(member);
      byte[] ordered = SetMember.encode(member);
      assertArrayEquals(member, SetMember.decode(ordered));
      if (!SetMember.isInteger(ordered) && !SetMember.isInteger(SetMember.encode(before))) {
        assertEquals(
            Integer.signum(Arrays.compareUnsigned(before, member)),
            Integer.signum(Arrays.compareUnsigned(SetMember.encode(before), ordered)));
      }
      before = member;
    }
    assertFalse(SetMember.isInteger(SetMember.encode(bytes("+1"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "11", "1001", "19", "0e", "0f00", "80", "21", "06"})
  void whatIsNoMemberIsCorrupt(String hex) {
    byte[] ordered = HexFormat.of().parseHex(hex);
    assertThrows(CorruptDataException.class, () -> SetMember.decode(ordered));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
