package io.dredis.storage.keyspace;

import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.Reader;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A reader of a snapshot that lets others run every now and then.
 *
 * <p>A virtual thread gives its carrier back only when it blocks. One that counts what two sets of
 * millions have in common does not, and a few of them would take all the carriers for as long as
 * that takes, while every other client waits.
 */
final class YieldingReader implements Reader {
  /** After how many steps the time is looked at. */
  static final int STEPS = 256;

  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Reader records;
  private final Runnable yield;

  /** Of all cursors. Several threads may count at once, and then some steps are not counted. */
  private int steps;

  /** A reader that makes a virtual thread wait its turn once it has run for a while. */
  YieldingReader(Reader records) {
    this(records, new CarrierTurn(SLICE_NANOS)::giveWayIfOver);
  }

  /** A reader that runs something after so many steps. */
  YieldingReader(Reader records, Runnable yield) {
    this.records = records;
    this.yield = yield;
  }

  private void step() {
    if (++steps >= STEPS) {
      steps = 0;
      yield.run();
    }
  }

  @Override
  public byte[] get(byte[] key) {
    step();
    return records.get(key);
  }

  @Override
  public byte[][] getAll(List<byte[]> keys) {
    step();
    return records.getAll(keys);
  }

  @Override
  public Cursor cursor() {
    step();
    return new YieldingCursor(records.cursor());
  }

  private final class YieldingCursor implements Cursor {
    private final Cursor cursor;

    YieldingCursor(Cursor cursor) {
      this.cursor = cursor;
    }

    @Override
    public boolean seek(byte[] key) {
      step();
      return cursor.seek(key);
    }

    @Override
    public boolean next() {
      step();
      return cursor.next();
    }

    @Override
    public boolean previous() {
      step();
      return cursor.previous();
    }

    @Override
    public byte[] key() {
      return cursor.key();
    }

    @Override
    public byte[] value() {
      return cursor.value();
    }

    @Override
    public void close() {
      cursor.close();
    }
  }
}
