package io.dredis.storage.type;

import io.dredis.storage.backend.Backend;
import io.dredis.storage.backend.BackendType;
import io.dredis.storage.backend.Batch;
import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.Reader;
import io.dredis.storage.backend.Snapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A backend that counts what is asked of it. */
record CountingBackend(Backend inner, Type counts) implements Backend {

  /** A kind of backend that opens counting ones. */
  static final class Type implements BackendType {
    private final BackendType inner;
    private long reads;
    private long writes;

    Type(BackendType inner) {
      this.inner = inner;
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
    public String name() {
      return inner.name();
    }

    @Override
    public boolean persistent() {
      return inner.persistent();
    }

    @Override
    public Map<String, Object> defaultOptions() {
      return inner.defaultOptions();
    }

    @Override
    public Backend open(Path directory, Map<String, Object> options, boolean readOnly) {
      return new CountingBackend(inner.open(directory, options, readOnly), this);
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
    return cursorOf(inner);
  }

  private Cursor cursorOf(Reader reader) {
    Cursor cursor = reader.cursor();
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

  @Override
  public Snapshot snapshot() {
    return inner.snapshot();
  }

  @Override
  public void sync() {
    inner.sync();
  }

  @Override
  public long sizeOnDisk() {
    return inner.sizeOnDisk();
  }

  @Override
  public void close() {
    inner.close();
  }
}
