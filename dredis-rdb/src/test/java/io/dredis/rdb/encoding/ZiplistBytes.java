package io.dredis.rdb.encoding;

import java.io.ByteArrayOutputStream;

/** A ziplist of strings, written down from its grammar and from nothing else. */
final class ZiplistBytes {
  private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
  private int count;
  private int lastStart;

  ZiplistBytes string(String text) {
    int previousBytes = entries.size() - lastStart;
    lastStart = entries.size();
    if (previousBytes < 254) {
      entries.write(previousBytes);
    } else {
      entries.write(254);
      littleEndian(entries, previousBytes, 4);
    }
    int length = text.length();
    if (length < 64) {
      entries.write(length);
    } else if (length < 1 << 14) {
      entries.write(0x40 | length >> 8);
      entries.write(length);
    } else {
      entries.writeBytes(
          new byte[] {
            (byte) 0x80,
            (byte) (length >> 24),
            (byte) (length >> 16),
            (byte) (length >> 8),
            (byte) length
          });
    }
    entries.writeBytes(Entries.bytes(text));
    count++;
    return this;
  }

  byte[] build() {
    ByteArrayOutputStream ziplist = new ByteArrayOutputStream();
    littleEndian(ziplist, 11 + entries.size(), 4);
    littleEndian(ziplist, 10 + lastStart, 4);
    littleEndian(ziplist, count, 2);
    ziplist.writeBytes(entries.toByteArray());
    ziplist.write(0xff);
    return ziplist.toByteArray();
  }

  private static void littleEndian(ByteArrayOutputStream to, int number, int bytes) {
    for (int i = 0; i < bytes; i++) {
      to.write(number >> (8 * i));
    }
  }
}
