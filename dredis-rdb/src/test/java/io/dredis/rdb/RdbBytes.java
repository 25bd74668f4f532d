package io.dredis.rdb;

import io.dredis.rdb.checksum.Crc64;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** An RDB file or payload put together by hand, from the grammar and from nothing else. */
final class RdbBytes {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Starts a file of a version. */
  static RdbBytes file(int version) {
    RdbBytes file = new RdbBytes();
    file.bytes.writeBytes(bytes(String.format("REDIS%04d", version)));
    return file;
  }

  /** Starts with nothing. */
  static RdbBytes nothing() {
    return new RdbBytes();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Adds the bytes that hexadecimal digits stand for; blanks between them are for the reader. */
  RdbBytes hex(String digits) {
    bytes.writeBytes(HexFormat.of().parseHex(digits.replace(" ", "")));
    return this;
  }

  /** Adds bytes as they are. */
  RdbBytes raw(byte[] added) {
    bytes.writeBytes(added);
    return this;
  }

  /** Adds a string of less than 16384 bytes behind its length. */
  RdbBytes string(String text) {
    return string(bytes(text));
  }

  /** Adds a string of less than 16384 bytes behind its length. */
  RdbBytes string(byte[] string) {
    if (string.length >= 64) {
      bytes.write(0x40 | (string.length >> 8));
    }
    bytes.write(string.length);
    return raw(string);
  }

  /** Adds a string that hexadecimal digits stand for, behind its length. */
  RdbBytes hexString(String digits) {
    return string(HexFormat.of().parseHex(digits.replace(" ", "")));
  }

  /** Adds the last opcode and the right checksum. */
  byte[] end() {
    bytes.write(0xff);
    return checksummed();
  }

  /** Adds the last opcode and no checksum, as files had it before version 5. */
  byte[] endWithoutChecksum() {
    bytes.write(0xff);
    return bytes.toByteArray();
  }

  /** Adds the footer of a payload of a version. */
  byte[] payload(int version) {
    bytes.write(version);
    bytes.write(version >> 8);
    return checksummed();
  }

  private byte[] checksummed() {
    long checksum = Crc64.update(0, bytes.toByteArray(), 0, bytes.size());
    for (int i = 0; i < Long.BYTES; i++) {
      bytes.write((int) (checksum >>> (8 * i)));
    }
    return bytes.toByteArray();
  }

  byte[] build() {
    return bytes.toByteArray();
  }
}
