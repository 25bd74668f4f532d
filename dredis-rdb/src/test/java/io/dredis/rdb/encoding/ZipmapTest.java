package io.dredis.rdb.encoding;

import static io.dredis.rdb.encoding.Entries.assertCorrupt;
import static io.dredis.rdb.encoding.Entries.assertNoOtherLength;
import static io.dredis.rdb.encoding.Entries.bytes;
import static io.dredis.rdb.encoding.Entries.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZipmapTest {
  /** "f" is "val" with two unused bytes behind it, "g" is empty */
  private static final byte[] SMALL = hex("02 01 66 03 02 76616c 0000 01 67 00 00 ff");

  @Test
  void fieldsAndValuesComeByTurns() throws CorruptEncodingException {
    assertEquals(List.of("f", "val", "g", ""), Entries.of(new Zipmap(SMALL)));
  }

  @Test
  void longLengthsTakeFiveBytes() throws CorruptEncodingException {
    String value = "v".repeat(300);
    ByteArrayOutputStream zipmap = new ByteArrayOutputStream();
    zipmap.writeBytes(hex("01 01 66 fe 2c010000 00"));
    zipmap.writeBytes(bytes(value));
    zipmap.write(0xff);

    assertEquals(List.of("f", value), Entries.of(new Zipmap(zipmap.toByteArray())));
  }

  @Test
  void aCountFrom254OnSaysNothing() throws CorruptEncodingException {
    assertEquals(4, Entries.of(new Zipmap(ZiplistTest.with(SMALL, 0, 254))).size());
  }

  @Test
  void anotherLengthIsRefused() {
    assertNoOtherLength(Zipmap::new, SMALL);
  }

  @Test
  void whatDoesNotFitTogetherIsRefused() {
    assertCorrupt("has 2 pairs and not 3", Zipmap::new, ZiplistTest.with(SMALL, 0, 3));
    assertCorrupt("last field has no value", Zipmap::new, hex("01 01 66 ff"));
    assertCorrupt("ends before its last byte", Zipmap::new, ZiplistTest.with(SMALL, 10, 0xff));
    assertCorrupt("bytes should follow", Zipmap::new, ZiplistTest.with(SMALL, 4, 200));
    assertCorrupt("bytes should follow", Zipmap::new, hex("01 fe ffffffff 66 ff"));
  }
}
