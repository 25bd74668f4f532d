package io.dredis.storage.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackendOptionsTest {
  private final BackendOptions options =
      new BackendOptions("shelf")
          .flag("tidy", true)
          .number("width", 80, 10, 200)
          .word("wood", "oak", Arrays.asList("oak", "ash", null))
          .refused("drawers", "it is a shelf");

  @Test
  void defaultsAreShownInOrderAndUsed() {
    assertEquals(List.of("tidy", "width", "wood"), List.copyOf(options.defaults().keySet()));
    BackendOptions.Values values = options.check(Map.of());
    assertTrue(values.flag("tidy"));
    assertEquals(80, values.number("width"));
    assertEquals("oak", values.word("wood"));
  }

  @Test
  void givenValuesTakeThePlaceOfDefaults() {
    BackendOptions.Values values =
        options.check(Map.of("tidy", false, "width", 200L, "wood", "ash"));
    assertFalse(values.flag("tidy"));
    assertEquals(200, values.number("width"));
    assertEquals("ash", values.word("wood"));
  }

  @Test
  void nullIsTheDefaultOfANumberAndAWordWhereListed() {
    assertEquals(80, options.check(Collections.singletonMap("width", null)).number("width"));
    assertNull(options.check(Collections.singletonMap("wood", null)).word("wood"));
    assertRefused(
        "option \"tidy\" of backend shelf cannot be null: true or false is wanted", "tidy", null);
  }

  @Test
  void aFlagMayBeLeftOpen() {
    BackendOptions leaning = new BackendOptions("shelf").flagOrNull("leaning");
    assertEquals(Optional.empty(), leaning.check(Map.of()).flagIfSet("leaning"));
    assertEquals(Optional.of(false), leaning.check(Map.of("leaning", false)).flagIfSet("leaning"));
    assertThrows(StoreRefusedException.class, () -> leaning.check(Map.of("leaning", 0L)));
  }

  @Test
  void anUnknownNameIsRefusedWithTheNamesThereAre() {
    assertRefused(
        "unknown option \"height\" of backend shelf; it has: tidy, width, wood", "height", 1L);
    StoreRefusedException refused =
        assertThrows(
            StoreRefusedException.class, () -> new BackendOptions("box").check(Map.of("lid", 1L)));
    assertEquals("unknown option \"lid\" of backend box; it has none", refused.getMessage());
  }

  @Test
  void aWrongTypeOrRangeIsRefusedWithWhatIsWanted() {
    assertRefused(
        "option \"tidy\" of backend shelf cannot be 1: true or false is wanted", "tidy", 1L);
    String range = ": a whole number from 10 to 200 is wanted";
    assertRefused("option \"width\" of backend shelf cannot be 9" + range, "width", 9L);
    assertRefused("option \"width\" of backend shelf cannot be 201" + range, "width", 201L);
    assertRefused("option \"width\" of backend shelf cannot be 80.0" + range, "width", 80.0);
    assertRefused("option \"width\" of backend shelf cannot be \"80\"" + range, "width", "80");
    assertRefused(
        "option \"wood\" of backend shelf cannot be \"Oak\": \"oak\" or \"ash\" or null is wanted",
        "wood",
        "Oak");
  }

  @Test
  void anOptionThatCannotBeHonouredIsRefusedWithTheReason() {
    assertRefused("option \"drawers\" of backend shelf cannot be 3: it is a shelf", "drawers", 3L);
  }

  private void assertRefused(String message, String name, Object value) {
    StoreRefusedException refused =
        assertThrows(
            StoreRefusedException.class,
            () -> options.check(Collections.singletonMap(name, value)));
    assertEquals(message, refused.getMessage());
  }
}
