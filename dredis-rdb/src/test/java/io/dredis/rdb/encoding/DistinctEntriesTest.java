package io.dredis.rdb.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class DistinctEntriesTest {
  private static long count(int step, String... entries) throws CorruptEncodingException {
    ZiplistBytes ziplist = new ZiplistBytes();
    for (String entry : entries) {
      ziplist.string(entry);
    }
    return DistinctEntries.count(new Ziplist(ziplist.build()), step);
  }

  private static void assertRefused(int step, String... entries) {
    assertThrows(CorruptEncodingException.class, () -> count(step, entries));
  }

  @Test
  void entriesAreCounted() throws CorruptEncodingException {
    assertEquals(0, count(1));
    assertEquals(3, count(0, "a", "a", "b"));
    assertEquals(3, count(1, "a", "ab", "b"));
  }

  @Test
  void membersMayNotRepeat() {
    assertRefused(1, "a", "b", "a");
    assertRefused(1, "", "");
    assertRefused(1, "longer than eight bytes", "other", "longer than eight bytes");
  }

  @Test
  void valuesMayRepeatButFieldsMayNot() throws CorruptEncodingException {
    assertEquals(4, count(2, "a", "v", "b", "v"));
    assertRefused(2, "a", "v", "a", "w");
  }

  @Test
  void aFieldNeedsAValue() {
    assertRefused(2, "a", "v", "b");
  }

  @Test
  void thousandsOfEntriesAreCompared() throws CorruptEncodingException {
    String[] entries = new String[20_000];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = "entry" + i;
    }
    assertEquals(20_000, count(1, entries));

    entries[19_999] = "entry77";
    assertRefused(1, entries);
  }

  @Test
  void theWalkStartsAnewAfterwards() throws CorruptEncodingException {
    Ziplist walk = new Ziplist(new ZiplistBytes().string("a").string("b").build());

    DistinctEntries.count(walk, 1);

    assertEquals(java.util.List.of("a", "b"), Entries.of(walk));
  }
}
