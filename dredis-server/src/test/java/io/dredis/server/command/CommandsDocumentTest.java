package io.dredis.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Holds {@code docs/commands.md} against the command table, or writes it with {@code
 * -Dcommands.document=write}.
 */
class CommandsDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "commands.md");
  private static final String REMEDY =
      "docs/commands.md is not current; write it with: mvn -pl dredis-server -am test"
          + " -Dtest=CommandsDocumentTest -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dcommands.document=write";

  @Test
  void theDocumentIsCurrent() throws IOException {
    String current = CommandsDocument.of(CommandSpecs.load());
    if ("write".equals(System.getProperty("commands.document"))) {
      Files.writeString(DOCUMENT, current);
    }
    assertEquals(current, Files.exists(DOCUMENT) ? Files.readString(DOCUMENT) : "", REMEDY);
  }
}
