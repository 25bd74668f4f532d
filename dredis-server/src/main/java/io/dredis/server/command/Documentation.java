package io.dredis.server.command;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The documentation of a group's commands, read from its resource when the first of them is asked
 * for. Thread-safe.
 */
final class Documentation {
  private final String resource;
  private volatile JsonObject commands;

  Documentation(String resource) {
    this.resource = resource;
  }

  /**
   * Returns what is said of a command: an unmodifiable map in the resource's order, empty when
   * there is nothing.
   */
  Map<String, Object> of(String fullName) {
    return new Entry(fullName);
  }

  // Two threads may both read the resource; they read the same.
  private Map<String, Object> read(String fullName) {
    if (commands == null) {
      commands = JsonObject.from(resource);
    }
    Map<String, Object> members = new LinkedHashMap<>();
    if (commands.members().get(fullName) instanceof Map<?, ?> found) {
      found.forEach((name, value) -> members.put((String) name, value));
    }
    return members;
  }

  private final class Entry extends AbstractMap<String, Object> {
    private final String fullName;

    Entry(String fullName) {
      this.fullName = fullName;
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
      return Collections.unmodifiableMap(read(fullName)).entrySet();
    }
  }
}
