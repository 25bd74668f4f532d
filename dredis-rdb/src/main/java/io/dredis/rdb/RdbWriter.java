package io.dredis.rdb;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes an RDB file of what it is told; {@link RdbReader} has the grammar.
 *
 * <p>It calls for what {@link RdbVisitor} promises: counts that are given are right, elements are
 * distinct, nothing is empty. What breaks that as far as can be seen is an {@link
 * IllegalStateException}, and the file is worth nothing. The stream is flushed at the end, and not
 * closed.
 *
 * <p>Types and versions told are those of the source; the file gets its own. What a version does
 * not know is left out if it only informs (how a key was used, before version 9). Functions are
 * written whatever the version: a Redis that has none cannot load the file, and that is better than
 * to lose them.
 */
public final class RdbWriter implements RdbVisitor {
  private final RdbOutput out;
  private final WriteOptions options;
  private final StringEncoder strings;
  private final ValueEncoder values;

  private byte[] key;
  private KeyAttributes attributes;

  /** A writer of a file, of which nothing is written yet. */
  public RdbWriter(OutputStream out, WriteOptions options) {
    this.out = new RdbOutput(out, RdbOutput.LARGE_BUFFER_BYTES);
    this.options = options;
    this.strings = new StringEncoder(options.compress());
    this.values = new ValueEncoder(this.out, strings, options, this::writeHead);
  }

  @Override
  public void start(int version) throws IOException {
    String magic = String.format("REDIS%04d", options.version());
    out.bytes(magic.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public void aux(byte[] name, byte[] value) throws IOException {
    out.unsignedByte(Opcode.AUX);
    strings.string(out, name);
    strings.string(out, value);
  }

  @Override
  public void function(byte[] code) throws IOException {
    out.unsignedByte(Opcode.FUNCTION2);
    strings.string(out, code);
  }

  @Override
  public void selectDatabase(int database) throws IOException {
    out.unsignedByte(Opcode.SELECTDB);
    strings.length(out, database);
  }

  @Override
  public void resizeDatabase(long keys, long expires) throws IOException {
    out.unsignedByte(Opcode.RESIZEDB);
    strings.length(out, keys);
    strings.length(out, expires);
  }

  @Override
  public void beginKey(byte[] begun, KeyAttributes told) {
    key = begun;
    attributes = told;
  }

  private void writeHead(RdbType type) throws IOException {
    if (key == null) {
      throw new IllegalStateException("a value without a key");
    }
    if (attributes.expiryMillis() != KeyAttributes.NONE) {
      out.unsignedByte(Opcode.EXPIRETIME_MS);
      out.littleEndianLong(attributes.expiryMillis());
    }
    if (options.hasKeyUsage() && attributes.idleSeconds() != KeyAttributes.NONE) {
      out.unsignedByte(Opcode.IDLE);
      strings.length(out, attributes.idleSeconds());
    }
    if (options.hasKeyUsage() && attributes.frequency() != KeyAttributes.NONE) {
      out.unsignedByte(Opcode.FREQ);
      out.unsignedByte(attributes.frequency());
    }
    out.unsignedByte(type.code());
    strings.string(out, key);
    key = null;
  }

  /** Does nothing: whoever reads says what was left out. */
  @Override
  public void skippedKey(byte[] skipped, RdbType type) {}

  @Override
  public void string(byte[] value) throws IOException {
    values.string(value);
  }

  @Override
  public void beginValue(RdbType type, long count) throws IOException {
    values.beginValue(type, count);
  }

  @Override
  public void element(byte[] element) throws IOException {
    values.element(element);
  }

  @Override
  public void field(byte[] field, byte[] value) throws IOException {
    values.field(field, value);
  }

  @Override
  public void member(byte[] member, double score) throws IOException {
    values.member(member, score);
  }

  @Override
  public void endValue() throws IOException {
    values.endValue();
  }

  /** Ends the file, with a checksum of its own. */
  @Override
  public void end(long checksum) throws IOException {
    out.unsignedByte(Opcode.EOF);
    out.littleEndianLong(options.checksum() ? out.checksum() : 0);
    out.flush();
  }
}
