package io.dredis.storage.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.storage.backend.CorruptDataException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HeaderTest {
  private static final byte[] BODY = {'h', 'i'};

  private static void assertBytes(String hex, Header header) {
    assertEquals(hex, HexFormat.of().formatHex(header.record()));
  }

  @Test
  void headersHaveTheseBytes() {
    assertBytes("026869", Header.small(Kind.STRING_RAW, Header.NO_EXPIRY, BODY));
    assertBytes("8100000000000001006869", Header.small(Kind.STRING_EMBSTR, 256, BODY));
    assertBytes("0a0201006869", Header.large(Kind.STRING_CHUNKED, Header.NO_EXPIRY, 256, BODY));
    assertBytes("8a000000000000000101076869", Header.large(Kind.STRING_CHUNKED, 1, 7, BODY));
  }

  @Test
  void everyKindKeepsItsCode() {
    String codes =
        Arrays.stream(Kind.values())
            .map(
                kind ->
                    "%02x %s %s %s"
                        .formatted(kind.code(), kind, kind.type().redisName(), kind.encoding()))
            .collect(Collectors.joining("\n"));
    assertEquals(
        """
        00 STRING_INT string int
        01 STRING_EMBSTR string embstr
        02 STRING_RAW string raw
        0a STRING_CHUNKED string raw
        10 LIST_PACKED list quicklist
        18 LIST_LARGE list quicklist
        20 SET_INTSET set intset
        21 SET_PACKED set hashtable
        28 SET_INTSET_LARGE set intset
        29 SET_LARGE set hashtable
        30 ZSET_LISTPACK zset listpack
        31 ZSET_PACKED zset skiplist
        38 ZSET_LISTPACK_LARGE zset listpack
        39 ZSET_LARGE zset skiplist
        40 HASH_LISTPACK hash listpack
        41 HASH_PACKED hash hashtable
        48 HASH_LISTPACK_LARGE hash listpack
        49 HASH_LARGE hash hashtable
        50 STREAM_PACKED stream stream
        58 STREAM_LARGE stream stream\
        """,
        codes);
  }

  @Test
  void aHeaderComesBackFromItsRecord() {
    for (Kind kind : Kind.values()) {
      for (long expiryMillis : new long[] {Header.NO_EXPIRY, 0, 1, Long.MAX_VALUE}) {
        Header written =
            kind.large()
                ? Header.large(kind, expiryMillis, 300, BODY)
                : Header.small(kind, expiryMillis, BODY);
        Header read = Header.decode(written.record());
        assertEquals(kind, read.kind());
        assertEquals(expiryMillis, read.expiryMillis());
        assertEquals(kind.large() ? 300 : Header.NO_KEY_ID, read.keyId());
        if (!kind.large()) {
          assertArrayEquals(BODY, read.body());
        }
      }
    }
  }

  @Test
  void expiryAndKeyIdChangeAlone() {
    Header header = Header.large(Kind.STRING_CHUNKED, 5, 7, BODY);
    Header other = header.withExpiry(Header.NO_EXPIRY).withKeyId(70_000);
    assertBytes("0a030111706869", other);
    assertBytes("8a000000000000000503011170" + "6869", other.withExpiry(5));
  }

  @Test
  void aKeyIsThereInItsLastMillisecond() {
    Header header = Header.small(Kind.STRING_RAW, 100, BODY);
    assertFalse(header.expiredAt(100));
    assertTrue(header.expiredAt(101));
    assertFalse(header.withExpiry(Header.NO_EXPIRY).expiredAt(Long.MAX_VALUE));
  }

  @Test
  void whatIsNoHeaderIsCorrupt() {
    assertThrows(CorruptDataException.class, () -> Header.decode(new byte[0]));
    assertThrows(CorruptDataException.class, () -> Header.decode(new byte[] {0x7f}));
    assertThrows(CorruptDataException.class, () -> Header.decode(new byte[] {(byte) 0x80, 0, 0}));
    assertThrows(CorruptDataException.class, () -> Header.decode(new byte[] {0x0a}).keyId());
  }
}
