package io.dredis.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dredis.server.config.Parameter.Mutability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the tables of {@code docs/compatibility.md} against the parameters there are. */
class ParameterDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "compatibility.md");
  private static final Pattern ROW =
      Pattern.compile(
          "\\| `([a-z-]+)`(?: \\(`([a-z-]+)`\\))? \\| (?:`([^`]*)`)? ?\\| (yes|no) \\|.*");

  @Test
  void theDocumentHasARowForEachParameterWithItsDefault() throws Exception {
    Map<String, String> documented = new TreeMap<>();
    for (String line : Files.readAllLines(DOCUMENT)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        String value = row.group(3) == null ? "" : row.group(3);
        documented.put(row.group(1), describe(row.group(2), value, row.group(4).equals("yes")));
      }
    }
    Map<String, String> actual = new TreeMap<>();
    for (Parameter<?> parameter : new Configuration().all()) {
      boolean mutable = parameter.mutability() == Mutability.MUTABLE;
      actual.put(parameter.name(), describe(parameter.alias(), parameter.defaultText(), mutable));
    }
    assertEquals(actual, documented);
  }

  private static String describe(String aliasOrNull, String defaultText, boolean mutable) {
    return "alias "
        + aliasOrNull
        + ", default '"
        + defaultText
        + "', "
        + (mutable ? "mutable" : "immutable");
  }
}
