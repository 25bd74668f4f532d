package io.dredis.benchmark.server;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table in Markdown, whose first column is text and whose others are figures. */
final class MarkdownTable {
  private final List<List<String>> rows = new ArrayList<>();

  MarkdownTable(String... heads) {
    rows.add(List.of(heads));
    List<String> line = new ArrayList<>(Collections.nCopies(heads.length, "--:"));
    line.set(0, "---");
    rows.add(line);
  }

  /** Adds a row. */
  void add(List<String> cells) {
    if (cells.size() != rows.getFirst().size()) {
      throw new IllegalArgumentException(cells + " under " + rows.getFirst());
    }
    rows.add(List.copyOf(cells));
  }

  /** Adds a row. */
  void add(String... cells) {
    add(List.of(cells));
  }

  /** Prints it. */
  void print(PrintStream out) {
    out.println();
    for (List<String> row : rows) {
      out.println("| " + String.join(" | ", row) + " |");
    }
    out.println();
  }
}
