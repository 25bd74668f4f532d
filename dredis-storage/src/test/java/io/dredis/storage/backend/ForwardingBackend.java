package io.dredis.storage.backend;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A backend that passes everything on to another one; a test's own changes what it is about. */
public abstract class ForwardingBackend implements Backend {
  protected final Backend inner;

  /** One before another backend. */
  protected ForwardingBackend(Backend inner) {
    this.inner = inner;
  }

  /** A kind of backend that puts something before those of another kind. */
  public abstract static class Type implements BackendType {
    private final BackendType inner;

    /** One before another kind. */
    protected Type(BackendType inner) {
      this.inner = inner;
    }

    /** Puts something before a backend that was just opened. */
    protected abstract Backend before(Backend opened);

    @Override
    public final String name() {
      return inner.name();
    }

    @Override
    public final boolean persistent() {
      return inner.persistent();
    }

    @Override
    public final boolean gainsFromCache() {
      return inner.gainsFromCache();
    }

    @Override
    public final int recordsWorthAThread() {
      return inner.recordsWorthAThread();
    }

    @Override
    public final Map<String, Object> defaultOptions() {
      return inner.defaultOptions();
    }

    @Override
    public final Backend open(Path directory, Map<String, Object> options, boolean readOnly) {
      return before(inner.open(directory, options, readOnly));
    }
  }

  @Override
  public byte[] get(byte[] key) {
    return inner.get(key);
  }

  @Override
  public byte[][] getAll(List<byte[]> keys) {
    return inner.getAll(keys);
  }

  @Override
  public Cursor cursor() {
    return inner.cursor();
  }

  @Override
  public Snapshot snapshot() {
    return inner.snapshot();
  }

  @Override
  public void commit(Batch batch) {
    inner.commit(batch);
  }

  @Override
  public boolean hasCapacity() {
    return inner.hasCapacity();
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
