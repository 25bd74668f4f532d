package io.dredis.storage.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of {@code docs/storage-format.md} are the code's. */
class StorageFormatTest {
  private static List<String> rows(String pattern) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("../docs/storage-format.md"))) {
      return lines.filter(line -> line.matches(pattern)).toList();
    }
  }

  @Test
  void everyKindIsInTheTable() throws IOException {
    List<String> kinds =
        Arrays.stream(Kind.values())
            .map(
                kind ->
                    "| `%02x` | %s | %s | %s |"
                        .formatted(kind.code(), kind, kind.type().redisName(), kind.encoding()))
            .toList();
    assertEquals(kinds, rows("\\| `..` \\| [A-Z_]+ \\| [a-z]+ \\| [a-z]+ \\|"));
  }

  @Test
  void everySpaceIsInTheTable() throws IOException {
    List<String> spaces =
        Arrays.stream(Space.values())
            .map(space -> "| `%02x` | %s |".formatted(space.code(), space))
            .toList();
    List<String> rows =
        rows("\\| `0\\d` \\| [A-Z]+ \\| .*").stream()
            .map(row -> row.substring(0, row.indexOf('|', row.indexOf('|', 1) + 1) + 1))
            .toList();
    assertEquals(spaces, rows);
  }
}
