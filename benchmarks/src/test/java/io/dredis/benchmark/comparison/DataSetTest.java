package io.dredis.benchmark.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class DataSetTest {
  @Test
  void namesAreThoseOfRedisBenchmark() {
    assertEquals("key:000000000000", DataSet.name("key", 0));
    assertEquals("element:000000099999", DataSet.name("element", 99_999));
  }

  @Test
  void valuesHaveTheirLengthAndDiffer() {
    for (int bytes : new int[] {0, 1, 32, 1024, 1 << 20, (1 << 21) + 1}) {
      assertEquals(bytes, DataSet.value(7, bytes).length());
    }
    assertNotEquals(DataSet.value(1, 32), DataSet.value(2, 32));
    assertEquals(DataSet.value(1, 32), DataSet.value(1, 32));
  }

  @Test
  void aStringAndACounterTakeTheirNamesAndTheirValues() {
    assertEquals(10, DataSet.keysOf(10 * (16 + 32 + 20 + 1), 32));
  }
}
