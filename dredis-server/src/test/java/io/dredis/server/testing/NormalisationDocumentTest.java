package io.dredis.server.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the table of {@code docs/compatibility.md} against the normalisations there are. */
class NormalisationDocumentTest {
  private static final Pattern ROW = Pattern.compile("^\\| `([A-Z_]+)` \\|", Pattern.MULTILINE);

  @Test
  void theDocumentListsEachNormalisation() throws IOException {
    String document = Files.readString(Path.of("..", "docs", "compatibility.md"));
    List<String> documented = ROW.matcher(document).results().map(MatchResult::group).toList();
    List<String> actual =
        Arrays.stream(Normalisation.values()).map(each -> "| `" + each.name() + "` |").toList();
    assertEquals(actual, documented);
  }
}
