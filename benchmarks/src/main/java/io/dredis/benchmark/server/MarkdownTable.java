package io.dredis.benchmark.server;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A table in Markdown, whose first column is text and whose others are figures. Each row is printed
 * when it is known: a long run shows how far it has come, and one that fails what it had.
 */
public final class MarkdownTable implements AutoCloseable {
  private final PrintStream out;
  private final int columns;

  /** Prints the heads. */
  public MarkdownTable(PrintStream out, String... heads) {
    this.out = out;
    this.columns = heads.length;
    out.println();
    add(heads);
    List<String> line = new ArrayList<>(Collections.nCopies(columns, "--:"));
    line.set(0, "---");
    add(line);
  }

  /** Prints a row. */
  public void add(String... cells) {
    add(List.of(cells));
  }

  /** Prints a row. */
  public void add(List<String> cells) {
    if (cells.size() != columns) {
      throw new IllegalArgumentException(cells + " in " + columns + " columns");
    }
    out.println("| " + String.join(" | ", cells) + " |");
  }

  @Override
  public void close() {
    out.println();
  }
}
