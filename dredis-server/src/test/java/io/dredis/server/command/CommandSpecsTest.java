package io.dredis.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The resources hold each command once, whole, with its documentation. */
class CommandSpecsTest {
  private final List<CommandSpec> specs = CommandSpecs.load();

  @Test
  void everyCommandStandsThereOnce() {
    Set<String> names = new HashSet<>();
    all().forEach(spec -> assertTrue(names.add(spec.fullName()), spec.fullName()));
    assertTrue(
        names.containsAll(List.of("get", "client", "client|list", "command", "command|docs")));
  }

  @Test
  void everyCommandHasDocumentation() {
    all()
        .forEach(
            spec -> {
              Set<String> keys = spec.documentation().keySet();
              assertTrue(
                  keys.containsAll(List.of("summary", "since", "group")),
                  spec.fullName() + ": " + keys);
            });
  }

  @Test
  void documentationCannotBeChanged() {
    Map<String, Object> documentation = find("get").documentation();
    assertThrows(UnsupportedOperationException.class, () -> documentation.remove("summary"));
    assertEquals("Get the value of a key", documentation.get("summary"));
  }

  @Test
  void fieldsAreReadAsTheyStandThere() {
    CommandSpec set = find("set");
    assertEquals(-3, set.arity());
    assertEquals(List.of("write", "denyoom"), set.flags());
    assertEquals(List.of("write", "string", "slow"), set.aclCategories());
    assertEquals(
        List.of(
            new KeySpec(
                List.of("RW", "access", "update", "variable_flags"),
                "RW and ACCESS due to the optional `GET` argument",
                new KeySpec.Begin.Index(1),
                new KeySpec.Find.Range(0, 1, 0))),
        set.keySpecs());
    assertFalse(set.isContainer());
    assertTrue(find("client").isContainer());
    assertTrue(find("debug").isProtected());
    assertFalse(set.isProtected());
  }

  private CommandSpec find(String fullName) {
    return all().filter(spec -> spec.fullName().equals(fullName)).findFirst().orElseThrow();
  }

  private Stream<CommandSpec> all() {
    return specs.stream()
        .flatMap(spec -> Stream.concat(Stream.of(spec), spec.subcommands().stream()));
  }
}
