package io.dredis.benchmark.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ComparisonTableTest {
  private final ComparisonTable table = new ComparisonTable();

  @Test
  void hasARowForEachOperationAndColumnsForEachBackend() {
    table.add("Hashes.get 100", "memory", 0.1234, 96);
    table.add("Hashes.get 100", "leveldb", 12.34, 1096.4);
    table.add("Hashes.set", "memory", 1.234, 0);
    assertEquals(
        """

        | per operation  | leveldb µs | bytes | memory µs | bytes |
        | -------------- | ---------: | ----: | --------: | ----: |
        | Hashes.get 100 |       12.3 | 1,096 |     0.123 |    96 |
        | Hashes.set     |            |       |      1.23 |     0 |

        """,
        printed());
  }

  @Test
  void whatHasNoBackendHasColumnsOfItsOwn() {
    table.add("Hashes.get", "lmdb", 4321, Double.NaN);
    table.add("RequestParser.parse", null, 1, 16);
    assertEquals(
        """

        | per operation       | lmdb µs | bytes | no backend µs | bytes |
        | ------------------- | ------: | ----: | ------------: | ----: |
        | Hashes.get          |   4,321 |       |               |       |
        | RequestParser.parse |         |       |          1.00 |    16 |

        """,
        printed());
  }

  @Test
  void benchmarksAreCalledByTheirClassAndMethod() {
    assertEquals("Hashes.get", ComparisonTable.name("io.dredis.storage.HashesBenchmark.get"));
  }

  private String printed() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    table.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
