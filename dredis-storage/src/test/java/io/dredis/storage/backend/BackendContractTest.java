package io.dredis.storage.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of a backend as tests. A subclass names the kind of backend, and may choose options;
 * one whose records survive the process extends {@link PersistentBackendContractTest} instead.
 */
public abstract class BackendContractTest
    implements RecordContract,
        CursorContract,
        ConcurrencyContract,
        ModelContract,
        LifeCycleContract {

  @TempDir private Path temporary;
  private Path directory;
  private Backend backend;
  private int directories;

  /** Returns the kind of backend under test. */
  @Override
  public abstract BackendType type();

  /** Returns the options to open every store with; the defaults unless overridden. */
  protected Map<String, Object> options() {
    return Map.of();
  }

  @BeforeEach
  void openBackend() {
    directory = newDirectory();
    backend = type().open(directory, options(), false);
  }

  @AfterEach
  void closeBackend() {
    if (backend != null) {
      backend.close();
    }
  }

  @Override
  public final Backend backend() {
    return backend;
  }

  @Override
  public final Backend reopened() {
    if (type().persistent()) {
      backend.close();
      backend = type().open(directory, options(), false);
    }
    return backend;
  }

  @Override
  public final Path directory() {
    return directory;
  }

  @Override
  public final Path newDirectory() {
    try {
      return Files.createDirectory(temporary.resolve("store" + directories++));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
