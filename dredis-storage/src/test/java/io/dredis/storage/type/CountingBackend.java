package io.dredis.storage.type;

import io.dredis.storage.backend.Backend;
import io.dredis.storage.backend.BackendType;
import io.dredis.storage.backend.Batch;
import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.ForwardingBackend;
import java.util.List;

/** A backend that counts what is asked of it. */
final class CountingBackend extends ForwardingBackend {
  private final Type counts;

  private CountingBackend(Backend inner, Type counts) {
    super(inner);
    this.counts = counts;
  }

  /** A kind of backend that opens counting ones. */
  static final class Type extends ForwardingBackend.Type {
    private long reads;
    private long writes;

    Type(BackendType inner) {
      super(inner);
    }

    /** Returns how many records were looked up or stepped to since this was last asked. */
    long takeReads() {
      long taken = reads;
      reads = 0;
      return taken;
    }

    /** Returns how many records were put or deleted since this was last asked. */
    long takeWrites() {
      long taken = writes;
      writes = 0;
      return taken;
    }

    @Override
    protected Backend before(Backend opened) {
      return new CountingBackend(opened, this);
    }
  }

  @Override
  public byte[] get(byte[] key) {
    counts.reads++;
    return inner.get(key);
  }

  @Override
  public byte[][] getAll(List<byte[]> keys) {
    counts.reads += keys.size();
    return inner.getAll(keys);
  }

  @Override
  public Cursor cursor() {
    Cursor cursor = inner.cursor();
    return new Cursor() {
      @Override
      public boolean seek(byte[] key) {
        counts.reads++;
        return cursor.seek(key);
      }

      @Override
      public boolean next() {
        counts.reads++;
        return cursor.next();
      }

      @Override
      public boolean previous() {
        counts.reads++;
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
    };
  }

  @Override
  public void commit(Batch batch) {
    counts.writes += batch.size();
    inner.commit(batch);
  }
}
