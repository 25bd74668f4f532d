package io.dredis.server.command.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Twenty bytes that stand for data, as DEBUG DIGEST of Redis 7.0 works them out. Data are added in
 * one of two ways: {@link #xor} when their order does not matter, {@link #mix} when it does.
 */
final class Digest {
  private static final int LENGTH = 20;

  private final MessageDigest sha1 = sha1();
  private final byte[] bytes = new byte[LENGTH];

  /** Adds the SHA-1 of data by exclusive or. */
  void xor(byte[] data) {
    xorHash(sha1.digest(data));
  }

  /** Adds a text, as {@link #xor(byte[])}. */
  void xor(String text) {
    xor(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Adds the bytes of another digest as data, as {@link #xor(byte[])}. */
  void xor(Digest other) {
    xor(other.bytes);
  }

  /**
   * Adds data, then takes the SHA-1 of the digest itself, so that what comes later counts
   * differently.
   */
  void mix(byte[] data) {
    xor(data);
    stir();
  }

  /** Adds a 32-bit number in network order, as {@link #mix(byte[])}. */
  void mix(int number) {
    mix(
        new byte[] {
          (byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number
        });
  }

  /** Begins to take data piece by piece, as if they came whole to {@link #mix(byte[])}. */
  Mixing mixing() {
    return new Mixing();
  }

  /** Data that are on their way into the digest. */
  final class Mixing {
    private final MessageDigest pieces = sha1();

    /** Takes the next piece. */
    void add(byte[] from, int offset, int length) {
      pieces.update(from, offset, length);
    }

    /** Mixes all pieces into the digest. */
    void finish() {
      xorHash(pieces.digest());
      stir();
    }
  }

  private void stir() {
    byte[] stirred = sha1.digest(bytes);
    System.arraycopy(stirred, 0, bytes, 0, LENGTH);
  }

  private void xorHash(byte[] hash) {
    for (int i = 0; i < LENGTH; i++) {
      bytes[i] ^= hash[i];
    }
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
