package io.dredis.rdb;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes one value as DUMP returns it; {@link DumpReader} has the grammar. The payload is complete
 * when the value is; the stream is flushed then, and not closed.
 */
public final class DumpWriter implements ValueVisitor {
  private final RdbOutput out;
  private final WriteOptions options;
  private final ValueEncoder values;

  /** A writer of a payload, of which nothing is written yet. */
  public DumpWriter(OutputStream out, WriteOptions options) {
    this.out = new RdbOutput(out, RdbOutput.SMALL_BUFFER_BYTES);
    this.options = options;
    StringEncoder strings = new StringEncoder(options.compress());
    this.values =
        new ValueEncoder(this.out, strings, options, type -> this.out.unsignedByte(type.code()));
  }

  @Override
  public void string(byte[] value) throws IOException {
    values.string(value);
    writeFooter();
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
    writeFooter();
  }

  private void writeFooter() throws IOException {
    DumpFooter.write(out, options.version());
  }
}
