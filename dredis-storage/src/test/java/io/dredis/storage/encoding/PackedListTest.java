package io.dredis.storage.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.storage.backend.CorruptDataException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedListTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static List<String> entries(PackedList list) {
    List<String> entries = new ArrayList<>();
    for (PackedList.Walk walk = list.walk(); walk.next(); ) {
      entries.add(new String(walk.bytes(), StandardCharsets.ISO_8859_1));
    }
    return entries;
  }

  @Test
  void eachEntryStandsBehindItsLength() {
    byte[] list = new PackedList.Builder(0).add(bytes("ab")).add(bytes("")).add(bytes("c")).build();

    assertEquals("026162" + "00" + "0163", HexFormat.of().formatHex(list));
    assertEquals(List.of("ab", "", "c"), entries(PackedList.of(list)));
    assertEquals(3, PackedList.of(list).count());
  }

  @Test
  void aLongEntryHasALengthOfSeveralBytes() {
    String entry = "x".repeat(300);

    byte[] list = PackedList.of(new byte[0]).append(bytes(entry));

    assertEquals("ac02", HexFormat.of().formatHex(list, 0, 2));
    assertEquals(PackedList.entryBytes(300), list.length);
    assertEquals(List.of(entry), entries(PackedList.of(list)));
  }

  @Test
  void aPairIsFoundByItsFirstEntryOnly() {
    byte[] list =
        new PackedList.Builder(0)
            .add(bytes("a"))
            .add(bytes("b"))
            .add(bytes("b"))
            .add(bytes("c"))
            .build();

    assertArrayEquals(bytes("c"), PackedList.of(list).findPair(bytes("b")).bytes());
    assertNull(PackedList.of(list).findPair(bytes("c")));
    PackedList half = PackedList.of(list, list.length - 2);
    assertThrows(CorruptDataException.class, () -> half.findPair(bytes("c")));
  }

  @Test
  void theBodyOfAHeaderIsReadInPlace() {
    byte[] list = new PackedList.Builder(0).add(bytes("f")).add(bytes("v")).build();

    Header header = Header.small(Kind.HASH_LISTPACK, 17, list);

    assertEquals(List.of("f", "v"), entries(PackedList.ofBody(header)));
  }

  @Test
  void anEntryIsComparedWithoutBeingCopied() {
    PackedList.Walk walk =
        PackedList.of(PackedList.of(new byte[0]).append(bytes("b\u00ff"))).walk();
    walk.require();

    assertTrue(walk.is(bytes("b\u00ff")));
    assertFalse(walk.is(bytes("b")));
    assertTrue(walk.compareTo(bytes("b\u007f")) > 0);
    assertTrue(walk.compareTo(bytes("c")) < 0);
    assertEquals(0, walk.compareTo(bytes("b\u00ff")));
  }

  @Test
  void randomReplacementsGiveWhatAListGives() {
    long seed = Long.getLong("dredis.test.seed", System.nanoTime());
    Random random = new Random(seed);
    List<String> model = new ArrayList<>();
    byte[] body = new byte[0];
    for (int round = 0; round < 500; round++) {
      int from = random.nextInt(model.size() + 1);
      int to = from + random.nextInt(Math.min(3, model.size() - from) + 1);
      byte[][] added = new byte[random.nextInt(4)][];
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < added.length; i++) {
        texts.add("e".repeat(random.nextInt(200)) + round);
        added[i] = bytes(texts.get(i));
      }
      // An array that begins before the list, as a header does.
      byte[] array = new byte[3 + body.length];
      System.arraycopy(body, 0, array, 3, body.length);
      PackedList list = PackedList.of(array, 3);
      body = list.replace(start(list, from), start(list, to), added);
      model.subList(from, to).clear();
      model.addAll(from, texts);
      assertEquals(model, entries(PackedList.of(body)), "seed " + seed);
    }
  }

  /** Returns where an entry begins, or where the list ends. */
  private static int start(PackedList list, int index) {
    PackedList.Walk walk = list.walk();
    for (int i = 0; i <= index; i++) {
      walk.next();
    }
    return walk.entryStart();
  }

  @Test
  void aBuilderTakesWhatAWalkStandsOn() {
    byte[] list = new PackedList.Builder(64).add(bytes("one")).add(bytes("two")).build();
    PackedList.Builder copy = new PackedList.Builder(0);

    for (PackedList.Walk walk = PackedList.of(list).walk(); walk.next(); ) {
      copy.add(walk);
    }

    assertEquals(list.length, copy.size());
    assertArrayEquals(list, copy.build());
  }

  @Test
  void aListThatEndsWithinAnEntryIsCorrupt() {
    byte[][] broken = {{3, 'a', 'b'}, {(byte) 0x80}, {1, 'a', 1}, {-1, -1, -1, -1, 127}};
    for (byte[] body : broken) {
      assertThrows(CorruptDataException.class, () -> PackedList.of(body).count());
    }
  }

  @Test
  void aPairWithoutItsSecondIsCorrupt() {
    PackedList.Walk walk = PackedList.of(new byte[] {1, 'a'}).walk();
    walk.require();

    assertThrows(CorruptDataException.class, walk::require);
  }
}
