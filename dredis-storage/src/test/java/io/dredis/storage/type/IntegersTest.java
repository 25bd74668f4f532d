package io.dredis.storage.type;

import static io.dredis.storage.keyspace.TestStore.bytes;
import static io.dredis.storage.keyspace.TestStore.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;

class IntegersTest {
  private static final String[] NO_NUMBERS = {
    "",
    "-",
    "-0",
    "+1",
    "00",
    "01",
    "-01",
    " 1",
    "1 ",
    "1a",
    "1.0",
    "9223372036854775808",
    "-9223372036854775809",
    "99999999999999999999",
    "-99999999999999999999",
    "123456789012345678901"
  };

  private static void check(long number) {
    byte[] text = Integers.format(number);
    assertEquals(Long.toString(number), text(text));
    assertEquals(number, Integers.parse(text));
    byte[] within = bytes("9" + number + "-");
    assertEquals(number, Integers.parse(within, 1, within.length - 1));
  }

  @Test
  void everyNumberHasOneForm() {
    long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
    System.out.println("IntegersTest seed " + seed);
    Random random = new Random(seed);
    for (long power = 1; power <= Long.MAX_VALUE / 10; power *= 10) {
      for (long number : new long[] {power - 1, power, 10 * power - 1}) {
        check(number);
        check(-number);
      }
    }
    check(Long.MIN_VALUE);
    check(Long.MIN_VALUE + 1);
    check(Long.MAX_VALUE);
    for (int i = 0; i < 10_000; i++) {
      check(random.nextLong() >> random.nextInt(Long.SIZE));
    }
  }

  @Test
  void whatIsNotThatFormIsNoNumber() {
    for (String other : NO_NUMBERS) {
      assertFalse(Integers.isCanonical(bytes(other)), other);
      assertThrows(ValueException.class, () -> Integers.parse(bytes(other)), other);
      byte[] within = bytes("1" + other + "1");
      assertThrows(ValueException.class, () -> Integers.parse(within, 1, within.length - 1), other);
    }
  }
}
