package io.dredis.benchmark.storage;

import io.dredis.benchmark.jmh.BackendBenchmark;
import io.dredis.benchmark.server.TemporaryDirectory;
import io.dredis.storage.backend.Backends;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.KeyspaceListener;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.keyspace.StoreOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** A benchmark of one value in an open store. What changes it is committed at once. */
public abstract class StoreBenchmark extends BackendBenchmark {
  /** The key of the value. */
  protected static final byte[] KEY = "key".getBytes(StandardCharsets.ISO_8859_1);

  private TemporaryDirectory directory;
  private Store store;

  /** Opens the store and fills it. */
  @Setup
  public void open() throws IOException {
    directory = TemporaryDirectory.create();
    store =
        Store.open(
            new StoreOptions(
                directory.path(),
                Backends.named(backend),
                Map.of(),
                false,
                1,
                System::currentTimeMillis,
                KeyspaceListener.NONE));
    fill();
    commit();
  }

  /** Stores the value. */
  protected abstract void fill();

  /** Returns the database that the value is in. */
  protected final Database database() {
    return store.database(0);
  }

  /** Commits what was written. */
  protected final void commit() {
    store.commit();
  }

  /** Closes the store and deletes its files. */
  @TearDown
  public void close() throws IOException {
    store.close();
    directory.close();
  }
}
