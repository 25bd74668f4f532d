package io.dredis.rdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What stands in a file around the values. */
class RdbReaderTest {
  private static final ReadOptions SKIPPING = ReadOptions.DEFAULTS.withSkipUnsupported(true);

  private static RdbException assertRefused(
      RdbException.Kind kind, String message, byte[] file, ReadOptions options) {
    RdbException e = assertThrows(RdbException.class, () -> Recording.of(file, options));
    assertEquals(kind, e.kind(), e.getMessage());
    assertTrue(e.getMessage().contains(message), e.getMessage());
    assertTrue(e.getMessage().endsWith("(at offset " + e.offset() + ")"), e.getMessage());
    return e;
  }

  private static RdbException assertRefused(RdbException.Kind kind, String message, byte[] file) {
    return assertRefused(kind, message, file, ReadOptions.DEFAULTS);
  }

  @Test
  void everythingAroundTheKeysIsTold() throws IOException {
    Recording recording =
        Recording.of(
            RdbBytes.file(10)
                .hex("fa")
                .string("redis-ver")
                .string("7.0.15")
                .hex("fa")
                .string("redis-bits")
                .hex("c040")
                .hex("f5")
                .string("#!lua name=l")
                .hex("fe 00 fb 02 01")
                .hex("00")
                .string("a")
                .string("1")
                .hex("fe 4321 fb 01 00")
                .hex("00")
                .string("b")
                .string("2")
                .end());

    assertEquals(
        List.of(
            "start 10",
            "aux redis-ver=7.0.15",
            "aux redis-bits=64",
            "function #!lua name=l",
            "select 0",
            "resize 2 1",
            "select 801",
            "resize 1 0"),
        recording.events);
    assertEquals(Map.of("0/a", "string 1", "801/b", "string 2"), recording.values);
  }

  @Test
  void anEmptyFileIsTaken() throws IOException {
    assertEquals(Map.of(), Recording.of(RdbBytes.file(1).endWithoutChecksum()).values);
    assertEquals(Map.of(), Recording.of(RdbBytes.file(12).end()).values);
  }

  @Test
  void attributesBelongToTheNextKeyOnly() throws IOException {
    Recording recording =
        Recording.of(
            RdbBytes.file(9)
                .hex("fd 0f000000 00")
                .string("seconds")
                .string("v")
                .hex("fc 0102030405060000 f8 4fff 00")
                .string("idle")
                .string("v")
                .hex("f9 c8 00")
                .string("frequency")
                .string("v")
                .hex("fd ffffff7f 00")
                .string("late")
                .string("v")
                .hex("00")
                .string("none")
                .string("v")
                .end());

    assertEquals(
        Map.of(
            "0/seconds", new KeyAttributes(15_000, -1, -1),
            "0/idle", new KeyAttributes(0x060504030201L, 0xfff, -1),
            "0/frequency", new KeyAttributes(-1, -1, 200),
            "0/late", new KeyAttributes(2147483647000L, -1, -1)),
        recording.attributes);
    assertEquals(5, recording.values.size());
  }

  @Test
  void moduleAuxAndSlotInfoArePassedOver() throws IOException {
    Recording recording =
        Recording.of(
            RdbBytes.file(12)
                // The module AAAAAAAAB of version 1, when to load it, and a value of each kind.
                .hex("f7 81 0000000000000401 02 02 01 05 02 4fff 03 0000803f 04 000000000000f03f")
                .hex("05")
                .string("text")
                .hex("05 c001 00")
                .hex("f4 05 02 00")
                .hex("00")
                .string("a")
                .string("1")
                .end());

    assertEquals(List.of("start 12", "moduleAux AAAAAAAAB"), recording.events);
    assertEquals(Map.of("0/a", "string 1"), recording.values);
  }

  @Test
  void checksumsCountFromVersionFiveOn() throws IOException {
    RdbBytes keyOnly = RdbBytes.file(4).hex("00").string("a").string("1");
    assertEquals(1, Recording.of(keyOnly.endWithoutChecksum()).values.size());

    byte[] file = RdbBytes.file(5).hex("00").string("a").string("1").end();
    assertEquals(1, Recording.of(file).values.size());
    file[file.length - 1] ^= 1;
    RdbException e = assertRefused(RdbException.Kind.CORRUPT, "the checksum is", file);
    assertEquals(file.length, e.offset());
    assertEquals(
        1, Recording.of(file, ReadOptions.DEFAULTS.withVerifyChecksum(false)).values.size());

    for (int i = file.length - Long.BYTES; i < file.length; i++) {
      file[i] = 0;
    }
    assertEquals(1, Recording.of(file).values.size());
  }

  @Test
  void whatFollowsTheFileIsLeftAlone() throws IOException {
    byte[] file = RdbBytes.nothing().raw(RdbBytes.file(9).end()).string("more").build();
    RdbReader reader = new RdbReader(new ByteArrayInputStream(file), ReadOptions.DEFAULTS);

    reader.read(new Recording());

    assertEquals(file.length - 5, reader.offset());
  }

  @Test
  void otherFilesAndOtherVersionsAreToldApart() {
    assertRefused(RdbException.Kind.CORRUPT, "not an RDB file", RdbBytes.bytes("RIDES0007\377"));
    assertRefused(RdbException.Kind.CORRUPT, "not an RDB file", RdbBytes.bytes("REDIS00x7\377"));
    assertRefused(RdbException.Kind.CORRUPT, "no RDB version 0", RdbBytes.file(0).end());
    assertRefused(
        RdbException.Kind.TOO_NEW,
        "RDB version 13 is newer than 12, the newest known (at offset 9)",
        RdbBytes.file(13).end());
    assertRefused(RdbException.Kind.TRUNCATED, "unexpected end", RdbBytes.bytes("REDIS"));
  }

  @Test
  void whatNoVersionKnowsIsRefused() {
    assertRefused(
        RdbException.Kind.CORRUPT, "no type or opcode 8", RdbBytes.file(9).hex("08 01").end());
    assertRefused(
        RdbException.Kind.CORRUPT, "no type or opcode 200", RdbBytes.file(9).hex("c8 01").end());
    assertRefused(
        RdbException.Kind.UNSUPPORTED,
        "release candidate",
        RdbBytes.file(10).hex("f6").string("code").end());
    assertRefused(
        RdbException.Kind.CORRUPT,
        "no database 4294967295",
        RdbBytes.file(9).hex("fe 80 ffffffff").end());
  }

  @Test
  void anEmptyCollectionIsPassedOverAsRedisDoes() throws IOException {
    Recording recording =
        Recording.of(
            RdbBytes.file(10)
                .hex("fd 0f000000 02")
                .string("set")
                .hex("00")
                .hex("0d")
                .string("hash")
                .hexString("0b000000 0a000000 0000 ff")
                .hex("0e")
                .string("list")
                .hex("01")
                .hexString("0b000000 0a000000 0000 ff")
                .hex("12")
                .string("list2")
                .hex("01 02")
                .hexString("07000000 0000 ff")
                .hex("00")
                .string("a")
                .string("1")
                .end());

    assertEquals(
        List.of(
            "start 10",
            "skipped set SET",
            "skipped hash HASH_ZIPLIST",
            "skipped list LIST_QUICKLIST",
            "skipped list2 LIST_QUICKLIST_2"),
        recording.events);
    assertEquals(Map.of("0/a", "string 1"), recording.values);
    assertEquals(Map.of(), recording.attributes);
  }

  @Test
  void anUnsupportedKeyIsNamed() {
    assertRefused(
        RdbException.Kind.UNSUPPORTED,
        "key 'st\\x0aream' is a stream, which is not supported",
        RdbBytes.file(9).hex("0f").string("st\nream").hex("00").end());
    assertRefused(
        RdbException.Kind.UNSUPPORTED,
        "key 'm' is a value of a module",
        RdbBytes.file(9).hex("07").string("m").hex("00").end());
    assertRefused(
        RdbException.Kind.UNSUPPORTED,
        "key 'h' is a hash with fields that expire",
        RdbBytes.file(12).hex("18").string("h").hex("00").end());
  }

  @Test
  void streamsOfAllFormsAreSkippedExactly() throws IOException {
    String node = "01 10 00000000000000010000000000000001 03 616263";
    String id = "4fff 01";
    String pending = "01 00000000000000010000000000000001 0102030405060000 07";
    String rawId = "01 00000000000000010000000000000001";
    Recording recording =
        Recording.of(
            RdbBytes.file(11)
                .hex("0f")
                .string("s1")
                .hex(node + "02" + id + "01 01 67" + id + pending)
                .hex("01 01 63 0102030405060000" + rawId)
                .hex("13")
                .string("s2")
                .hex(node + "02" + id + id + id + "02 01 01 67" + id + "05" + pending)
                .hex("01 01 63 0102030405060000" + rawId)
                .hex("15")
                .string("s3")
                .hex(node + "02" + id + id + id + "02 01 01 67" + id)
                .hex("81 ffffffffffffffff" + pending)
                .hex("01 01 63 0102030405060000 0102030405060000" + rawId)
                .hex("00")
                .string("a")
                .string("1")
                .end(),
            SKIPPING);

    assertEquals(
        List.of(
            "start 11",
            "skipped s1 STREAM_LISTPACKS",
            "skipped s2 STREAM_LISTPACKS_2",
            "skipped s3 STREAM_LISTPACKS_3"),
        recording.events);
    assertEquals(Map.of("0/a", "string 1"), recording.values);
  }

  @Test
  void modulesAndExpiringFieldsAreSkippedExactly() throws IOException {
    Recording recording =
        Recording.of(
            RdbBytes.file(12)
                .hex("07")
                .string("m")
                .hex("81 0000000000000401 02 05")
                // A compressed string.
                .hex("05 c3 02 01 0061 00")
                .hex("18")
                .string("h1")
                .hex("0102030405060000 01 05")
                .string("f")
                .string("v")
                .hex("19")
                .string("h2")
                .hex("0102030405060000")
                .string("listpack")
                .hex("16")
                .string("h3")
                .hex("01 05")
                .string("f")
                .string("v")
                .hex("17")
                .string("h4")
                .string("listpack")
                .hex("00")
                .string("a")
                .string("1")
                .end(),
            SKIPPING);

    assertEquals(
        List.of(
            "start 12",
            "skipped m MODULE_2",
            "skipped h1 HASH_METADATA",
            "skipped h2 HASH_LISTPACK_EX",
            "skipped h3 HASH_METADATA_PRE_GA",
            "skipped h4 HASH_LISTPACK_EX_PRE_GA"),
        recording.events);
    assertEquals(Map.of("0/a", "string 1"), recording.values);
  }

  @Test
  void aModuleOfTheFirstFormCannotBeSkipped() {
    assertRefused(
        RdbException.Kind.UNSUPPORTED,
        "nobody can skip",
        RdbBytes.file(8).hex("06").string("m").hex("00").end(),
        SKIPPING);
  }

  @Test
  void aModuleValueOfAnUnknownKindIsRefused() {
    assertRefused(
        RdbException.Kind.CORRUPT,
        "unknown kind 6",
        RdbBytes.file(8).hex("07").string("m").hex("00 06").end(),
        SKIPPING);
  }

  @Test
  void anErrorOfTheVisitorReachesTheCaller() {
    byte[] file = RdbBytes.file(9).hex("00").string("a").string("1").end();
    IOException full = new IOException("disk full");
    ValueOnly failing =
        new ValueOnly() {
          @Override
          public void string(byte[] value) throws IOException {
            throw full;
          }
        };

    assertEquals(
        full,
        assertThrows(
            IOException.class,
            () ->
                new RdbReader(new ByteArrayInputStream(file), ReadOptions.DEFAULTS).read(failing)));
  }

  /** A visitor that wants to hear of strings. */
  private abstract static class ValueOnly implements RdbVisitor {
    @Override
    public void function(byte[] code) {}

    @Override
    public void selectDatabase(int database) {}

    @Override
    public void beginKey(byte[] key, KeyAttributes attributes) {}

    @Override
    public void skippedKey(byte[] key, RdbType type) {}

    @Override
    public void beginValue(RdbType type, long count) {}

    @Override
    public void element(byte[] element) {}

    @Override
    public void field(byte[] field, byte[] value) {}

    @Override
    public void member(byte[] member, double score) {}

    @Override
    public void endValue() {}
  }
}
